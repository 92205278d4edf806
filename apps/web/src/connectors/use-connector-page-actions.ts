import type { Connector } from '@hookwright/model'
import { useToasts } from '@hookwright/ui'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Copy, Trash2 } from 'lucide-react'
import { useMemo } from 'react'
import type { Action } from '../actions/action.ts'
import { useActions } from '../actions/use-actions.tsx'
import { faultOf } from '../api/fault-of.ts'
import { useTrpc } from '../api/use-api.tsx'
import { useWhyNotMaker } from '../shell/use-person.ts'

/** What can be done with the chosen connector, on all of its tabs. */
export const useConnectorPageActions = ({ id: connectorId, name, key }: Connector): void => {
  const trpc = useTrpc()
  const queryClient = useQueryClient()
  const navigate = useNavigate()
  const toasts = useToasts()
  const whyNot = useWhyNotMaker()
  const { mutateAsync: remove } = useMutation(trpc.connectors.remove.mutationOptions())
  const { mutateAsync: restore } = useMutation(trpc.connectors.restore.mutationOptions())

  const actions = useMemo((): Action[] => {
    const refresh = () => queryClient.invalidateQueries({ queryKey: trpc.connectors.list.queryKey() })
    const orSay = (work: Promise<unknown>): void => {
      work.catch(thrown => toasts.show({ say: faultOf(thrown).message, tone: 'err' }))
    }
    const takeBack = async (): Promise<void> => {
      await restore({ connectorId })
      await refresh()
      await navigate({ to: '/connectors/$connectorId/overview', params: { connectorId } })
    }
    const takeAway = async (): Promise<void> => {
      await remove({ connectorId })
      await navigate({ to: '/connectors' })
      await refresh()
      toasts.show({
        say: `The connector “${name}” was deleted.`,
        action: { label: 'Undo', run: () => orSay(takeBack()) }
      })
    }
    return [
      {
        id: 'connector.copy-key',
        label: 'Copy the key',
        group: name,
        icon: Copy,
        run: () =>
          orSay(navigator.clipboard.writeText(key).then(() => toasts.show({ say: 'The key was copied.' })))
      },
      {
        id: 'connector.remove',
        label: 'Delete this connector',
        group: name,
        icon: Trash2,
        when: () => whyNot ?? true,
        run: () => orSay(takeAway())
      }
    ]
  }, [connectorId, name, key, queryClient, trpc, navigate, toasts, remove, restore, whyNot])
  useActions(actions)
}
