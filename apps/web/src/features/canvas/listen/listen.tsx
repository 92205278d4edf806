import type { ListenPanelProps } from '@hookwright/cards/views'
import { lazyPart, Spinner, useLazy } from '@hookwright/ui'

const lazyListening = lazyPart(() => import('./listening.tsx'))

/** Panel that waits for the next request of the open event. Its code is loaded on first use. */
export const Listen = (props: ListenPanelProps) => {
  const parts = useLazy(lazyListening, true)
  return parts === null ? <Spinner /> : <parts.Listening {...props} />
}
