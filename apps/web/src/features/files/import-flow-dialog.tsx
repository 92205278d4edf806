import { Badge, Button, Dialog, Notice } from '@hookwright/ui'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { faultOf } from '../../kit/api/fault-of.ts'
import { useTrpc } from '../../kit/api/use-api.tsx'
import { Loading } from '../../kit/page/loading.tsx'
import { useNotifier } from '../../kit/page/use-notifier.ts'
import { type ChosenFile, readChosen } from './archives.ts'
import { ImportForeign } from './import-foreign.tsx'
import { FileErrorList, FileField, FlowEffects, HostList, ImportFoot } from './import-parts.tsx'

/**
 * Dialog that imports flows from an archive or another product's file, after a preview. The new flows are
 * off.
 */
export const ImportFlowDialog = ({ open, onClose }: { open: boolean; onClose: () => void }) => (
  <Dialog
    open={open}
    onOpenChange={next => !next && onClose()}
    size="w-150"
    title="Import flows"
    description="Nothing is changed until you confirm the preview."
  >
    <ImportFlows onClose={onClose} />
  </Dialog>
)

const ImportFlows = ({ onClose }: { onClose: () => void }) => {
  const [chosen, setChosen] = useState<ChosenFile | null>(null)
  return (
    <div className="flex flex-col gap-5">
      <FileField
        fileName={chosen?.fileName ?? null}
        label="File"
        accept=".zip,.flopack,.json,.har,application/zip,application/json"
        hint="A .zip file exported from Hookwright, a .flopack file from Okta Workflows, an n8n workflow, or a HAR file."
        read={async file => {
          const read = await readChosen(file)
          setChosen(read.ok ? read.chosen : null)
          return read.ok ? null : read.flaw
        }}
      />
      {chosen?.kind === 'foreign' && <ImportForeign key={chosen.file} file={chosen.file} onClose={onClose} />}
      {chosen?.kind === 'archive' && (
        <ImportArchive key={chosen.archive} archive={chosen.archive} onClose={onClose} />
      )}
      {chosen === null && (
        <ImportFoot>
          <Button onClick={onClose}>Cancel</Button>
        </ImportFoot>
      )}
    </div>
  )
}

/** Form that imports a flow and its helper flows from an archive. */
const ImportArchive = ({ archive, onClose }: { archive: string; onClose: () => void }) => {
  const trpc = useTrpc()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const notifier = useNotifier()
  const { mutate, ...preview } = useMutation(trpc.flows.previewFiles.mutationOptions())
  const create = useMutation(trpc.flows.createFromFiles.mutationOptions())
  useEffect(() => mutate({ archive }), [mutate, archive])
  const found = preview.data
  const refused = create.error ?? preview.error

  const act = async (): Promise<void> => {
    if (!found?.ok) return
    const { id } = await create.mutateAsync({ archive })
    await queries.invalidateQueries({ queryKey: trpc.flows.pathKey() })
    onClose()
    notifier.done(`“${found.name ?? 'Unnamed flow'}” was imported. The flow is off until you turn it on.`)
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
      {preview.isPending && <Loading />}
      {found?.ok === false && <FileErrorList flaws={found.flaws} />}
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
                      {isFound ? 'Found' : 'Choose a connection after the import'}
                    </Badge>
                  </li>
                ))}
              </ul>
            </section>
          )}
          <HostList hosts={found.hosts} />
        </>
      )}
      <ImportFoot>
        <Button onClick={onClose}>Cancel</Button>
        <Button
          type="submit"
          look="primary"
          busy={create.isPending}
          disabled={!found?.ok || preview.isPending}
        >
          Import flow
        </Button>
      </ImportFoot>
    </form>
  )
}
