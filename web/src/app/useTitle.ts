/** The name of the screen in the browser's tab. */
import { useEffect } from 'react';

export function useTitle(title: string | undefined): void {
  useEffect(() => {
    document.title = title ? `${title} · Perigee` : 'Perigee';
  }, [title]);
}
