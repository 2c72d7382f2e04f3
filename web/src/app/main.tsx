import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { RouterProvider } from 'react-router/dom';
import './styles/tokens.css';
import './styles/base.css';
import './styles/shell.css';
import i18next from 'i18next';
import { ConfirmHost } from '../components/dialog.tsx';
import { ToastHost, toast } from '../components/toasts.tsx';
import { startI18n } from '../lib/i18n.ts';
import { paths } from '../lib/paths.ts';
import { createQueryClient } from '../lib/query-client.ts';
import { meQuery } from '../lib/session.ts';
import { createRouter } from './router.tsx';

let isLossShown = false;
const queryClient = createQueryClient({
  onSessionLost: () => {
    if (!queryClient.getQueryData(meQuery.queryKey)) return;
    queryClient.setQueryData(meQuery.queryKey, null);
    // In a new tab, so that what was typed on this page is not lost.
    if (!isLossShown) toast.link(i18next.t('common:session.lost'), i18next.t('common:nav.signIn'), paths.signIn());
    isLossShown = true;
  },
});

await startI18n();
i18next.on('languageChanged', () => void queryClient.invalidateQueries());
void queryClient.prefetchQuery(meQuery);

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={createRouter(queryClient)} />
      <ToastHost />
      <ConfirmHost />
    </QueryClientProvider>
  </StrictMode>,
);
