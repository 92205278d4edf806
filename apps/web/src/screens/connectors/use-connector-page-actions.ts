import type { Connector } from '@hookwright/model'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Braces, Copy, CopyPlus, Download, Trash2 } from 'lucide-react'
import { useMemo } from 'react'
import type { Action } from '../../kit/actions/action.ts'
import { useActions } from '../../kit/actions/use-actions.tsx'
import { faultOf } from '../../kit/api/fault-of.ts'
import { useTrpc } from '../../kit/api/use-api.tsx'
import { useCopy } from '../../kit/page/use-copy.ts'
import { useNotifier } from '../../kit/page/use-notifier.ts'
import { useWhyNotMaker } from '../../kit/page/use-person.ts'

/**
 * Registers the actions of the open connector on all its tabs. `onUsed` is called if active flows prevent its
 * deletion. `onOpenApi` opens the import of OpenAPI documents.
 */
export const useConnectorPageActions = (
  { id: connectorId, name, key }: Connector,
  { onUsed, onOpenApi }: { onUsed: () => void; onOpenApi: () => void }
): void => {
  const trpc = useTrpc()
  const queryClient = useQueryClient()
  const navigate = useNavigate()
  const notifier = useNotifier()
  const copy = useCopy()
  const whyNot = useWhyNotMaker()
  const { mutateAsync: remove } = useMutation(trpc.connectors.remove.mutationOptions())
  const { mutateAsync: copyConnector } = useMutation(trpc.connectors.duplicate.mutationOptions())
  const { mutateAsync: restore } = useMutation(trpc.connectors.restore.mutationOptions())

  const actions = useMemo((): Action[] => {
    const listKey = trpc.connectors.list.queryKey()
    const refresh = () => queryClient.invalidateQueries({ queryKey: listKey })
    const undoDeletion = async (): Promise<void> => {
      await restore({ connectorId })
      await refresh()
      await navigate({ to: '/connectors/$connectorId/overview', params: { connectorId } })
    }
    const takeAway = async (): Promise<void> => {
      await remove({ connectorId })
      // The Builder opens the last connector as long as the list has it.
      queryClient.setQueryData(listKey, list => list?.filter(({ id }) => id !== connectorId))
      await navigate({ to: '/connectors' })
      const undo = { label: 'Undo', run: () => notifier.ifFails(undoDeletion()) }
      notifier.done(`“${name}” was moved to the recycle bin.`, undo)
      await refresh()
    }
    const duplicate = async (): Promise<void> => {
      const made = await copyConnector({ connectorId })
      await refresh()
      await navigate({ to: '/connectors/$connectorId/overview', params: { connectorId: made.id } })
      notifier.done(`“${name}” was duplicated as “${made.name}”, without secrets and versions.`)
    }
    const download = async (): Promise<void> => {
      const [files, { saveArchive }] = await Promise.all([
        queryClient.fetchQuery({
          ...trpc.connectors.exportFiles.queryOptions({ connectorId }),
          staleTime: 0
        }),
        import('../../features/files/archives.ts')
      ])
      saveArchive(files)
    }
    return [
      {
        id: 'connector.export',
        label: 'Export',
        group: name,
        icon: Download,
        when: () => whyNot ?? true,
        run: () => notifier.ifFails(download())
      },
      {
        id: 'connector.openapi',
        label: 'Add from OpenAPI',
        group: name,
        icon: Braces,
        when: () => whyNot ?? true,
        run: onOpenApi
      },
      {
        id: 'connector.duplicate',
        label: 'Duplicate connector',
        group: name,
        icon: CopyPlus,
        when: () => whyNot ?? true,
        run: () => notifier.ifFails(duplicate())
      },
      {
        id: 'connector.copy-key',
        label: 'Copy key',
        group: name,
        icon: Copy,
        run: () => void copy(key, 'Key copied.')
      },
      {
        id: 'connector.remove',
        label: 'Delete connector',
        danger: true,
        group: name,
        icon: Trash2,
        when: () => whyNot ?? true,
        run: () =>
          notifier.ifFails(
            takeAway().catch(thrown => {
              if (faultOf(thrown).code !== 'connector.in-use') throw thrown
              onUsed()
            })
          )
      }
    ]
  }, [
    connectorId,
    name,
    key,
    queryClient,
    trpc,
    navigate,
    notifier,
    copy,
    remove,
    restore,
    copyConnector,
    whyNot,
    onUsed,
    onOpenApi
  ])
  useActions(actions)
}
