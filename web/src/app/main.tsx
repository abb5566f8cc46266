import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { RouterProvider } from 'react-router/dom';
import { watchConnection } from '@/lib/api/connection';
import { queryClient } from '@/lib/api/queryClient';
import { listen } from '@/lib/keyboard/listener';
import { router } from './router';
import './styles.css';

listen();
watchConnection(queryClient);

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  </StrictMode>,
);
