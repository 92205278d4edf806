import type { ListenGiven } from '@hookwright/cards/views'
import { late, Spinner, useLate } from '@hookwright/ui'

const lateListening = late(() => import('./listening.tsx'))

/** Listens for the next request of the open event; its code comes when somebody is there. */
export const Listen = (given: ListenGiven) => {
  const parts = useLate(lateListening, true)
  return parts === null ? <Spinner /> : <parts.Listening {...given} />
}
