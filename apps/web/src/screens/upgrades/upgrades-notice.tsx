import type { Id } from '@hookwright/model'
import { late, useLate } from '@hookwright/ui'
import { useUpgradeOffers } from './use-upgrades.ts'

const lateOffers = late(() => import('./upgrade-offers.tsx'))

/** Notice of newer deployed versions, per connector or for one flow. Renders nothing if there are none. */
export const UpgradesNotice = ({ flowId = null }: { flowId?: Id | null }) => {
  const { data } = useUpgradeOffers(flowId)
  const offers = useLate(lateOffers, (data?.offers.length ?? 0) > 0)
  return offers && <offers.UpgradeOffers flowId={flowId} />
}
