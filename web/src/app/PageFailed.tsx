import { Compass, TriangleAlert } from 'lucide-react';
import { useRouteError } from 'react-router';
import { Button, LinkButton } from '@/components/Button';
import { PageHeader } from '@/components/PageHeader';
import { EmptyState } from '@/components/States';

export function NotFound() {
  return (
    <>
      <PageHeader title="Not found" />
      <EmptyState
        icon={Compass}
        title="There is no such page"
        actions={<LinkButton to="/">Go to the start</LinkButton>}
      >
        The address may be mistyped, or what stood here is gone.
      </EmptyState>
    </>
  );
}

/** A script that is no longer on the server, as after an update, is had by loading anew; all else is a bug of ours. */
export function PageFailed() {
  const error = useRouteError();
  const isOldScript = error instanceof TypeError && /import|module/i.test(error.message);
  return (
    <div role="alert">
      <EmptyState
        icon={TriangleAlert}
        title={isOldScript ? 'Glean has been updated' : 'This page broke'}
        actions={<Button onClick={() => window.location.reload()}>Load again</Button>}
      >
        {isOldScript
          ? 'Load the page again to go on with the new version.'
          : 'Nothing was changed. If it breaks again, tell whoever runs this Glean what you did.'}
      </EmptyState>
    </div>
  );
}
