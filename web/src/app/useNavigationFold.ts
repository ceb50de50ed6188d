/** Whether the navigation is folded to its icons. */
import { useLocalStorage } from '@mantine/hooks';
import { useRouterState } from '@tanstack/react-router';
import { useState } from 'react';

/** Below this many pixels a table beside the unfolded navigation has no room for its columns. */
const ROOMY_WIDTH = 1180;

/**
 * The choice is remembered on this device, except on the supervision screen: a page and its values need every pixel,
 * so there it starts folded, and unfolding it holds for that screen only.
 */
export function useNavigationFold(): [boolean, (folded: boolean) => void] {
  const path = useRouterState({ select: (state) => state.location.pathname });
  const [kept, keep] = useLocalStorage<boolean>({
    key: 'perigee-navigation-folded',
    defaultValue: window.innerWidth < ROOMY_WIDTH,
    getInitialValueInEffect: false,
  });
  const [unfoldedOn, setUnfoldedOn] = useState<string | null>(null);
  if (!path.startsWith('/supervision/')) return [kept, keep];
  return [unfoldedOn !== path, (folded) => setUnfoldedOn(folded ? null : path)];
}
