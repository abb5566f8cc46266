import { useQuery } from '@tanstack/react-query';
import { Navigate } from 'react-router';
import { ErrorState } from '@/components/States';
import { mayAct, sessionQuery, setupQuery } from '@/lib/api/session';
import { AccountForm } from './AccountForm';
import { Checklist } from './Checklist';

/** The first visit: an account, then what is worth doing first. An admin may come back to the list. */
export function Component() {
  const setup = useQuery(setupQuery);
  const session = useQuery({ ...sessionQuery, enabled: setup.data?.needs_setup === false });

  if (setup.error && !setup.data) {
    return <ErrorState error={setup.error} onRetry={() => void setup.refetch()} />;
  }
  if (!setup.data) {
    return null;
  }
  if (setup.data.needs_setup) {
    return <AccountForm needsToken={setup.data.needs_setup_token} isOpen={setup.data.registration} />;
  }
  if (session.isPending) {
    return null;
  }
  return mayAct(session.data, 'admin') ? <Checklist /> : <Navigate replace to={session.data ? '/' : '/login'} />;
}
