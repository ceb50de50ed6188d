/** How the page lies in the viewer: fitted, until somebody moves it. */
import { useCallback, useMemo, useReducer } from 'react';
import {
  bringIntoSight,
  fitPage,
  fitWidth,
  type PointPx,
  panBy,
  type RectPt,
  type Size,
  type View,
  zoomAt,
} from './coords';

type Fit = { mode: 'page' | 'width' } | { mode: 'free'; view: View };

type Act = { type: 'fit'; mode: 'page' | 'width' } | { type: 'free'; view: View };

const reduce = (_: Fit, act: Act): Fit =>
  act.type === 'fit' ? { mode: act.mode } : { mode: 'free', view: act.view };

function viewOf(fit: Fit, page: Size, viewer: Size): View {
  if (fit.mode === 'free') return fit.view;
  return fit.mode === 'page' ? fitPage(page, viewer) : fitWidth(page, viewer);
}

export function useView(page: Size, viewer: Size) {
  const [fit, act] = useReducer(reduce, { mode: 'page' });
  const view = useMemo(() => viewOf(fit, page, viewer), [fit, page, viewer]);

  const zoom = useCallback(
    (factor: number, at?: PointPx) =>
      act({ type: 'free', view: zoomAt(view, at ?? { x: viewer.width / 2, y: viewer.height / 2 }, factor) }),
    [view, viewer],
  );
  const pan = useCallback(
    (dx: number, dy: number) => act({ type: 'free', view: panBy(view, dx, dy, page, viewer) }),
    [view, page, viewer],
  );
  const show = useCallback(
    (rect: RectPt) => {
      // The whole page is in sight already.
      if (fit.mode === 'page') return;
      const next = bringIntoSight(view, rect, viewer);
      if (next.x !== view.x || next.y !== view.y) act({ type: 'free', view: next });
    },
    [fit.mode, view, viewer],
  );
  const fitTo = useCallback((mode: 'page' | 'width') => act({ type: 'fit', mode }), []);
  return { view, zoom, pan, show, fitTo };
}
