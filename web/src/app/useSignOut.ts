import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { api } from '@/lib/api/client';
import { sessionEnded } from '@/lib/api/session';

export function useSignOut(): () => void {
  const client = useQueryClient();
  const navigate = useNavigate();
  const { mutate } = useMutation({
    mutationFn: () => api.DELETE('/api/auth/session'),
    onSuccess: async () => {
      await navigate('/login', { replace: true });
      // What this person saw is not for the next one at this browser.
      client.clear();
      sessionEnded(client);
    },
  });
  return () => mutate();
}
