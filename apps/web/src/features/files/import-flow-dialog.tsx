import { Badge, Button, Dialog, Notice } from '@hookwright/ui'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { faultOf } from '../../kit/api/fault-of.ts'
import { useTrpc } from '../../kit/api/use-api.tsx'
import { Loading } from '../../kit/page/loading.tsx'
import { useSay } from '../../kit/page/use-say.ts'
import { ArchiveField, FlawList, FlowEffects, HostList } from './import-parts.tsx'

/** Imports a flow and its helper flows from an archive as new flows, which are off, after a preview. */
export const ImportFlowDialog = ({ open, onClose }: { open: boolean; onClose: () => void }) => (
  <Dialog
    open={open}
    onOpenChange={next => !next && onClose()}
    size="w-150"
    title="Import a flow"
    description="Nothing is changed until you confirm the preview."
  >
    <ImportFlow onClose={onClose} />
  </Dialog>
)

const ImportFlow = ({ onClose }: { onClose: () => void }) => {
  const trpc = useTrpc()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const say = useSay()
  const [chosen, setChosen] = useState<{ archive: string; fileName: string } | null>(null)
  const preview = useMutation(trpc.flows.previewFiles.mutationOptions())
  const create = useMutation(trpc.flows.createFromFiles.mutationOptions())
  const found = preview.data
  const refused = create.error ?? preview.error

  const act = async (): Promise<void> => {
    if (chosen === null || !found?.ok) return
    const { id } = await create.mutateAsync({ archive: chosen.archive })
    await queries.invalidateQueries({ queryKey: trpc.flows.pathKey() })
    onClose()
    say.done(`“${found.name ?? 'Unnamed flow'}” was imported. It is off.`)
    await navigate({ to: '/flows/$flowId', params: { flowId: id } })
  }

  return (
    <form
      className="flex flex-col gap-5"
      onSubmit={event => {
        event.preventDefault()
        // A refusal is shown by the dialog.
        act().catch(() => {})
      }}
    >
      {refused !== null && <Notice tone="err">{faultOf(refused).message}</Notice>}
      <ArchiveField
        fileName={chosen?.fileName ?? null}
        onArchive={(archive, fileName) => {
          setChosen({ archive, fileName })
          create.reset()
          preview.mutate({ archive })
        }}
      />
      {preview.isPending && <Loading />}
      {found?.ok === false && <FlawList flaws={found.flaws} />}
      {found?.ok && (
        <>
          <FlowEffects flows={found.flows} />
          {found.connections.length > 0 && (
            <section aria-label="Connections" className="flex flex-col gap-1.5">
              <h3 className="m-0 text-small font-semibold text-ink">Connections</h3>
              <ul className="m-0 flex list-none flex-col gap-1 p-0">
                {found.connections.map(({ connector, name, isFound }) => (
                  <li key={`${connector} ${name}`} className="flex items-center gap-2 text-body text-ink">
                    <span className="truncate">{name}</span>
                    <span className="grow truncate font-code text-small text-ink-3">{connector}</span>
                    <Badge tone={isFound ? 'ok' : 'warn'}>
                      {isFound ? 'Found' : 'Choose one after the import'}
                    </Badge>
                  </li>
                ))}
              </ul>
            </section>
          )}
          <HostList hosts={found.hosts} />
        </>
      )}
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>Cancel</Button>
        <Button
          type="submit"
          look="primary"
          busy={create.isPending}
          disabled={!found?.ok || preview.isPending}
        >
          Import flow
        </Button>
      </div>
    </form>
  )
}
