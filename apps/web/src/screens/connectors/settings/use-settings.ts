import type { Connector } from '@hookwright/model'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTrpc } from '../../../kit/api/use-api.tsx'
import { useNotifier } from '../../../kit/page/use-notifier.ts'
import { authenticationOfMethods, clientSecretsIn } from '../authentication/methods-draft.ts'
import { useConnectors } from '../use-connectors.ts'
import {
  brandingOf,
  changesOf,
  type SettingsDraft,
  settingsDraftOf,
  validateSettings
} from './settings-draft.ts'

/**
 * Returns the draft of the Settings tab, and functions to save or discard it. Without edits, the draft equals
 * the saved state.
 */
export const useSettings = (connector: Connector) => {
  const { id: connectorId } = connector
  const trpc = useTrpc()
  const queryClient = useQueryClient()
  const notifier = useNotifier()
  const stored = settingsDraftOf(connector)
  const [edited, setEdited] = useState<SettingsDraft | null>(null)
  const draft = edited ?? stored
  const changes = changesOf(stored, draft)
  const others = useConnectors().filter(({ id }) => id !== connectorId)
  const errors = validateSettings(
    draft,
    others.map(({ name }) => name)
  )
  const errorCount = [errors.about, ...Object.values(errors.methods)].reduce(
    (count, each) => count + Object.keys(each).length,
    0
  )
  const describe = useMutation(trpc.connectors.describe.mutationOptions())
  const authenticate = useMutation(trpc.connectors.authenticate.mutationOptions())
  const setClientSecret = useMutation(trpc.connectors.setClientSecret.mutationOptions())

  const save = async (): Promise<void> => {
    if (errorCount > 0) return
    const { name, description } = draft.about
    try {
      if (changes.about) {
        const branding = brandingOf(draft.about)
        await describe.mutateAsync({ connectorId, name, description, branding })
      }
      if (changes.authentication) {
        await authenticate.mutateAsync({
          connectorId,
          authentication: authenticationOfMethods(draft.methods)
        })
        for (const typed of clientSecretsIn(draft.methods))
          await setClientSecret.mutateAsync({ connectorId, ...typed })
      }
      await queryClient.invalidateQueries({ queryKey: trpc.connectors.pathKey() })
      setEdited(null)
      notifier.done(`“${name}” was saved.`)
    } catch (thrown) {
      notifier.failed(thrown)
    }
  }

  return {
    draft,
    errors,
    errorCount,
    unsaved: changes.about || changes.authentication,
    saving: describe.isPending || authenticate.isPending || setClientSecret.isPending,
    change: (change: Partial<SettingsDraft>) => setEdited({ ...draft, ...change }),
    discard: () => setEdited(null),
    save
  }
}
