import { shownFlowName } from '@hookwright/model'
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTrpc } from '../../kit/api/use-api.tsx'
import { useNotifier } from '../../kit/page/use-notifier.ts'
import type { FlowsSearch } from './flows-search.ts'
import { flowsInput, type ListedUserFlow } from './listed-user-flow.ts'
import { useAddFlow } from './use-add-flow.ts'
import { usePause } from './use-pause.ts'

/**
 * Returns one page of the user flows that the member may see, and their actions. Errors are shown in a toast.
 */
export const useUserFlows = (search: FlowsSearch) => {
  const trpc = useTrpc()
  const queries = useQueryClient()
  const notifier = useNotifier()
  const { data, error, isPlaceholderData } = useQuery({
    ...trpc.flows.summaries.queryOptions(flowsInput(search)),
    placeholderData: keepPreviousData
  })
  const remove = useMutation(trpc.flows.remove.mutationOptions())
  const restore = useMutation(trpc.flows.restore.mutationOptions())
  const copy = useMutation(trpc.flows.duplicate.mutationOptions())
  const save = useMutation(trpc.flows.save.mutationOptions())
  const { add, isAdding } = useAddFlow()
  const { pause } = usePause()
  const refresh = () => queries.invalidateQueries({ queryKey: trpc.flows.pathKey() })
  const draftOf = async (flowId: string) =>
    (await queries.fetchQuery({ ...trpc.flows.get.queryOptions({ flowId }), staleTime: 0 })).flow

  return {
    /** Undefined while the first page is loading. */
    page: data,
    error,
    /** True while the previous page is still shown. */
    isOld: isPlaceholderData,
    creating: isAdding,
    removing: remove.isPending,
    add,
    duplicate: (flow: ListedUserFlow) =>
      notifier.ifFails(
        copy.mutateAsync({ flowId: flow.id }).then(async ({ name }) => {
          await refresh()
          notifier.done(
            `“${shownFlowName(flow.name)}” was duplicated as “${shownFlowName(name)}”. The copy is off.`
          )
        })
      ),
    /** Changes the name and description of a flow. Rejects with the server's error. */
    rename: async (flow: ListedUserFlow, params: { name: string; description: string }): Promise<void> => {
      const { doc, active, saveAll, draftNo } = await draftOf(flow.id)
      await save.mutateAsync({ flowId: flow.id, baseDraft: draftNo, active, saveAll, doc, ...params })
      await refresh()
    },
    /**
     * Moves the flow to the recycle bin, and turns it off first if it is on. Resolves even on an error, which
     * is shown.
     */
    takeAway: async (flow: ListedUserFlow): Promise<void> => {
      try {
        await remove.mutateAsync({ flowId: flow.id })
        await refresh()
        notifier.done(`“${shownFlowName(flow.name)}” was moved to the recycle bin.`, {
          label: 'Undo',
          run: () => notifier.ifFails(restore.mutateAsync({ flowId: flow.id }).then(refresh))
        })
      } catch (thrown) {
        notifier.failed(thrown)
      }
    },
    /** Downloads the files of a flow. */
    download: (flow: ListedUserFlow) =>
      notifier.ifFails(
        Promise.all([
          queries.fetchQuery({ ...trpc.flows.exportFiles.queryOptions({ flowId: flow.id }), staleTime: 0 }),
          import('../../features/files/archives.ts')
        ]).then(([files, { saveArchive }]) => saveArchive(files))
      ),
    pause
  }
}
