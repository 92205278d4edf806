import type { Id } from '@hookwright/model'
import { Button, type ButtonLook } from '@hookwright/ui'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useTrpc } from '../api/use-api.tsx'
import { useSay } from '../shell/use-say.ts'

/** Turns a flow on here and now. */
export const TurnOn = ({ flowId, look }: { flowId: Id; look: ButtonLook }) => {
  const trpc = useTrpc()
  const say = useSay()
  const { data: flows } = useQuery(trpc.flows.summaries.queryOptions())
  const { mutate, isPending } = useMutation(
    trpc.subscriptions.switchOn.mutationOptions({ onError: say.failed })
  )
  const status = flows?.find(({ id }) => id === flowId)?.subscription?.status.is
  const busy = isPending || status === 'registering'
  return (
    <Button look={look} busy={busy} disabled={status === 'on'} onClick={() => mutate({ flowId })}>
      {status === 'on' ? 'On' : busy ? 'Turning on…' : 'Turn on'}
    </Button>
  )
}
