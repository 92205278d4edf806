import { Button } from '@hookwright/ui'
import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { RotateCcw } from 'lucide-react'
import { useTrpc } from '../api/use-api.tsx'
import { CopyButton } from '../history/copy-button.tsx'
import type { OpenDeliveryTold } from '../history/told.ts'
import { usePerson } from '../shell/use-person.ts'
import { useSay } from '../shell/use-say.ts'
import { useCurl } from './use-curl.ts'

/** Runs a kept delivery again, and says where the new run is. */
export const useReplay = () => {
  const trpc = useTrpc()
  const say = useSay()
  const navigate = useNavigate()
  return useMutation({
    ...trpc.deliveries.replay.mutationOptions(),
    onSuccess: ({ runId }) =>
      say.done('The delivery runs again.', {
        label: 'Open the new run',
        run: () => void navigate({ to: '/runs/$runId', params: { runId } })
      }),
    onError: say.failed
  })
}

/** Why this person cannot run it again, as a sentence; null when they can. */
export const useWhyNoReplay = ({ noReplay }: Pick<OpenDeliveryTold, 'noReplay'>): string | null => {
  const { role } = usePerson()
  if (role === 'viewer') return 'Your role viewer may look at deliveries only; ask their owner to replay one.'
  return noReplay === null ? null : `It cannot be replayed: ${noReplay}.`
}

/** What can be done with a delivery. */
export const DeliveryBar = ({ delivery }: { delivery: OpenDeliveryTold }) => {
  const { id: deliveryId } = delivery
  const replay = useReplay()
  const whyNot = useWhyNoReplay(delivery)
  const curl = useCurl(delivery)
  return (
    <div className="flex shrink-0 flex-wrap items-center gap-2 border-b border-line px-4 py-2">
      <Button
        look="primary"
        size="card"
        busy={replay.isPending}
        disabled={whyNot !== null}
        title={whyNot ?? undefined}
        icon={<RotateCcw aria-hidden className="size-3.5" strokeWidth={2} />}
        onClick={() => replay.mutate({ deliveryId })}
      >
        Replay
      </Button>
      {curl.whole !== null && (
        <CopyButton size="card" text={curl.whole}>
          Copy curl
        </CopyButton>
      )}
      <CopyButton size="card" text={`${location.origin}/deliveries/${deliveryId}`}>
        Copy link
      </CopyButton>
      {whyNot !== null && <p className="w-full text-small text-ink-2">{whyNot}</p>}
    </div>
  )
}
