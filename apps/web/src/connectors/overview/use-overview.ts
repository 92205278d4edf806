import type { Connector } from '@hookwright/model'
import { useToasts } from '@hookwright/ui'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { faultOf } from '../../api/fault-of.ts'
import { useTrpc } from '../../api/use-api.tsx'
import { authenticationOf } from '../authentication/read-draft.ts'
import { useConnectors } from '../use-connectors.ts'
import {
  brandingOf,
  changesOf,
  flawsOfOverview,
  type OverviewDraft,
  overviewDraftOf
} from './overview-draft.ts'

/** The Overview tab's draft over what is kept, and how to save or discard it. */
export const useOverview = (connector: Connector) => {
  const { id: connectorId } = connector
  const trpc = useTrpc()
  const queryClient = useQueryClient()
  const toasts = useToasts()
  const kept = overviewDraftOf(connector)
  const [edited, setEdited] = useState<OverviewDraft | null>(null)
  const draft = edited ?? kept
  const changes = changesOf(kept, draft)
  const others = useConnectors().filter(({ id }) => id !== connectorId)
  const flaws = flawsOfOverview(
    draft,
    others.map(({ name }) => name)
  )
  const flawCount = Object.keys(flaws.about).length + Object.keys(flaws.authentication).length
  const describe = useMutation(trpc.connectors.describe.mutationOptions())
  const authenticate = useMutation(trpc.connectors.authenticate.mutationOptions())

  const save = async (): Promise<void> => {
    if (flawCount > 0) return
    const { name, description } = draft.about
    try {
      if (changes.about) {
        const branding = brandingOf(draft.about)
        await describe.mutateAsync({ connectorId, name, description, branding })
      }
      if (changes.authentication) {
        await authenticate.mutateAsync({
          connectorId,
          authentication: authenticationOf(draft.authentication)
        })
      }
      await queryClient.invalidateQueries({ queryKey: trpc.connectors.pathKey() })
      setEdited(null)
      toasts.show({ say: `“${name}” was saved.` })
    } catch (thrown) {
      toasts.show({ say: faultOf(thrown).message, tone: 'err' })
    }
  }

  return {
    draft,
    flaws,
    flawCount,
    unsaved: changes.about || changes.authentication,
    saving: describe.isPending || authenticate.isPending,
    change: (change: Partial<OverviewDraft>) => setEdited({ ...draft, ...change }),
    discard: () => setEdited(null),
    save
  }
}
