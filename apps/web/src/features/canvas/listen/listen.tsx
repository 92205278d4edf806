import type { ListenPanelProps } from '@hookwright/cards/views'
import { late, Spinner, useLate } from '@hookwright/ui'

const lateListening = late(() => import('./listening.tsx'))

/** Panel that waits for the next request of the open event. Its code is loaded on first use. */
export const Listen = (props: ListenPanelProps) => {
  const parts = useLate(lateListening, true)
  return parts === null ? <Spinner /> : <parts.Listening {...props} />
}
