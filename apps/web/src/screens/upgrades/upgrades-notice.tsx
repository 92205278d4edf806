import type { Id } from '@hookwright/model'
import { lazyPart, useLazy } from '@hookwright/ui'
import { useUpgradeOffers } from './use-upgrades.ts'

const lazyOffers = lazyPart(() => import('./upgrade-offers.tsx'))

/** Notice of newer deployed versions, per connector or for one flow. Renders nothing if there are none. */
export const UpgradesNotice = ({ flowId = null }: { flowId?: Id | null }) => {
  const { data } = useUpgradeOffers(flowId)
  const offers = useLazy(lazyOffers, (data?.offers.length ?? 0) > 0)
  return offers && <offers.UpgradeOffers flowId={flowId} />
}
