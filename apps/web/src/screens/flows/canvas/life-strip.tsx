import type { Id } from '@hookwright/model'
import { late, useLate } from '@hookwright/ui'
import { useLife } from './use-life.ts'

const lateLife = late(() => import('./life.tsx'))

/** Until when the flow's subscription lives at its service, when it is renewed, and when events may have been missed. */
export const LifeStrip = ({ flowId }: { flowId: Id }) => {
  const found = useLife(flowId)
  const parts = useLate(lateLife, found !== null)
  return parts === null || found === null ? null : <parts.Life flowId={flowId} {...found} />
}
