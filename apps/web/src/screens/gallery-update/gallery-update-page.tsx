import { Button, Notice, type Tab, Tabs } from '@hookwright/ui'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { HostList } from '../../features/files/import-parts.tsx'
import { faultOf } from '../../kit/api/fault-of.ts'
import { useTrpc } from '../../kit/api/use-api.tsx'
import { Loading } from '../../kit/page/loading.tsx'
import { useNotifier } from '../../kit/page/use-notifier.ts'
import { usePageTitle } from '../../kit/page/use-page-title.ts'
import type { Side } from '../compare/compared-side.ts'
import { Section } from '../connectors/overview/section.tsx'
import { SideDifferences } from './side-differences.tsx'
import { type Comparison, TakenParts } from './taken-parts.tsx'

type View = 'difference' | 'theirs' | 'yours'

const sidesOf = ({ base, yours, theirs }: Comparison): Record<'base' | 'yours' | 'theirs', Side> => ({
  base: { key: 'base', name: 'Last gallery version', snapshot: base },
  yours: { key: 'yours', name: 'Your draft', snapshot: yours },
  theirs: { key: 'theirs', name: 'Gallery', snapshot: theirs }
})

const Update = ({ connectorId, comparison }: { connectorId: string; comparison: Comparison }) => {
  const trpc = useTrpc()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const notifier = useNotifier()
  const [view, setView] = useState<View>('difference')
  const [takes, setTakes] = useState<ReadonlySet<string>>(new Set(comparison.takes))
  const update = useMutation(trpc.gallery.update.mutationOptions())
  const unfollow = useMutation(trpc.gallery.unfollow.mutationOptions())
  const { base, yours, theirs } = useMemo(() => sidesOf(comparison), [comparison])
  const refused = update.error ?? unfollow.error

  const refresh = async (): Promise<void> => {
    for (const queryKey of [
      trpc.connectors.pathKey(),
      trpc.gallery.pathKey(),
      trpc.makerFlows.pathKey(),
      trpc.versions.pathKey()
    ])
      await queries.invalidateQueries({ queryKey })
  }
  const take = async (): Promise<void> => {
    await update.mutateAsync({ connectorId, takes: [...takes], basis: comparison.basis })
    await refresh()
    notifier.done('The drafts were updated. Check them, then create and deploy a version.')
    await navigate({ to: '/connectors/$connectorId/deployment', params: { connectorId } })
  }
  const stop = async (): Promise<void> => {
    await unfollow.mutateAsync({ connectorId })
    await refresh()
    notifier.done(`“${comparison.name}” no longer receives updates from the gallery.`)
    await navigate({ to: '/connectors/$connectorId/overview', params: { connectorId } })
  }
  /** Ignores rejections of a promise, which the page shows itself. */
  const shown = (work: Promise<void>): void => void work.catch(() => {})

  const tabs: Tab<View>[] = [
    { value: 'difference', label: 'Difference', panel: <SideDifferences before={yours} after={theirs} /> },
    {
      value: 'theirs',
      label: 'Changes in the gallery',
      panel: <SideDifferences before={base} after={theirs} />
    },
    { value: 'yours', label: 'Your changes', panel: <SideDifferences before={base} after={yours} /> }
  ]
  const isNothing = comparison.units.length === 0 && !comparison.hasUpdate
  return (
    <div className="flex flex-col gap-6 px-8 py-6 max-md:p-4">
      {refused !== null && <Notice tone="err">{faultOf(refused).message}</Notice>}
      <Section
        title="Update from the gallery"
        lead={
          comparison.hasUpdate
            ? 'The gallery has a newer version of this connector. Choose the parts to update; all other parts stay unchanged.'
            : 'You have the latest version from the gallery.'
        }
      >
        {comparison.units.length > 0 && (
          <TakenParts units={comparison.units} takes={takes} onTakes={setTakes} />
        )}
        <div className="flex flex-wrap gap-2">
          <Button
            look="primary"
            busy={update.isPending}
            disabled={isNothing || (!comparison.hasUpdate && takes.size === 0)}
            onClick={() => shown(take())}
          >
            Update drafts
          </Button>
          <Button busy={unfollow.isPending} onClick={() => shown(stop())}>
            Stop updates
          </Button>
        </div>
      </Section>
      <Section title="Differences">
        <Tabs
          label="View of the differences"
          tabs={tabs}
          value={view}
          onValueChange={setView}
          rowClass="-mx-2"
          panelClass="pt-4"
        />
      </Section>
      <HostList hosts={comparison.hosts} />
    </div>
  )
}

/** Page to update a connector from the gallery: the changes on both sides, and a choice of those to apply. */
export const GalleryUpdatePage = () => {
  const { connectorId } = useParams({ from: '/inside/connectors/$connectorId' })
  usePageTitle('Update from the gallery')
  const { data, error } = useQuery({
    ...useTrpc().gallery.compare.queryOptions({ connectorId }),
    staleTime: 0,
    retry: false
  })
  if (error !== null) {
    return (
      <div className="p-8 max-md:p-4">
        <Notice tone="err">{faultOf(error).message}</Notice>
      </div>
    )
  }
  return data === undefined ? (
    <Loading />
  ) : (
    <Update key={data.basis} connectorId={connectorId} comparison={data} />
  )
}
