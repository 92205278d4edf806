import { type ChoiceSource, ChoiceSourceContext } from '@hookwright/cards/views'
import type { EventUse } from '@hookwright/engine'
import { useMutation } from '@tanstack/react-query'
import { type ReactNode, useCallback, useMemo } from 'react'
import type { OfferedEvent } from '../../../features/canvas/open-user-flow-query.ts'
import { faultOf } from '../../../kit/api/fault-of.ts'
import { useTrpc } from '../../../kit/api/use-api.tsx'

/** Gives the options of the event card the values that helper flows of its connector name for them. */
export const EventChoices = ({
  event,
  use,
  children
}: {
  event: OfferedEvent | null
  use: EventUse | null
  children: ReactNode
}) => {
  const trpc = useTrpc()
  const { mutateAsync: ask } = useMutation(trpc.events.choices.mutationOptions())
  const { versionId, eventFlowId, signature } = event ?? {}
  const connectionId = use?.connectionId ?? null

  const load = useCallback<ChoiceSource['load']>(
    async ({ optionId, chosen }) => {
      if (versionId === undefined || eventFlowId === undefined) return []
      try {
        return (await ask({ versionId, flowId: eventFlowId, optionId, values: chosen, connectionId })).choices
      } catch (thrown) {
        throw new Error(faultOf(thrown).message)
      }
    },
    [ask, versionId, eventFlowId, connectionId]
  )
  const source = useMemo((): ChoiceSource | null => {
    if (signature === undefined) return null
    const needs =
      signature.needsConnection && connectionId === null
        ? 'Choose a connection first. The values are loaded from the service.'
        : null
    return { options: signature.options, load, needs, round: 0 }
  }, [signature, load, connectionId])
  return <ChoiceSourceContext value={source}>{children}</ChoiceSourceContext>
}
