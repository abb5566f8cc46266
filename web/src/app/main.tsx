import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { RouterProvider } from 'react-router/dom';
import { watchConnection } from '@/lib/api/connection';
import { queryClient } from '@/lib/api/queryClient';
import { sessionQuery } from '@/lib/api/session';
import { listen } from '@/lib/keyboard/listener';
import { router } from './router';
import './styles.css';

// Every page but these asks who is signed in; the answer comes while the script of the page does.
if (!['/login', '/setup'].includes(window.location.pathname)) {
  void queryClient.prefetchQuery(sessionQuery);
}
listen();
watchConnection(queryClient);

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  </StrictMode>,
);
