/** Starts the application. */
import './app/fonts.css';
import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import './app/global.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/App';
import { startTranslations } from './app/i18n';

// After an update of the server the files that this page was built from are gone: load the new ones.
window.addEventListener('vite:preloadError', (event) => {
  // Once only: if the new page cannot load its files either, the error has another cause and should be seen.
  if (performance.getEntriesByType('navigation').some((entry) => 'type' in entry && entry.type === 'reload'))
    return;
  event.preventDefault();
  window.location.reload();
});

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no element with the id root');

void startTranslations().then(() =>
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  ),
);
