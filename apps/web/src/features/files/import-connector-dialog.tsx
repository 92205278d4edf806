import { validateConnectorName } from '@hookwright/model'
import { Button, Dialog, Notice, RadioGroup, TextField } from '@hookwright/ui'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { faultOf } from '../../kit/api/fault-of.ts'
import { useTrpc } from '../../kit/api/use-api.tsx'
import { Loading } from '../../kit/page/loading.tsx'
import { useNotifier } from '../../kit/page/use-notifier.ts'
import { ArchiveField, FileErrorList, FlowEffects, HostList, ImportFoot } from './import-parts.tsx'

/**
 * Dialog that imports a connector from an archive, after a preview.
 *
 * It creates a new connector, or replaces the drafts of the connector with the same key.
 */
export const ImportConnectorDialog = ({ open, onClose }: { open: boolean; onClose: () => void }) => (
  <Dialog
    open={open}
    onOpenChange={next => !next && onClose()}
    size="w-150"
    title="Import a connector"
    description="Nothing is changed until you confirm the preview."
  >
    <ImportConnector onClose={onClose} />
  </Dialog>
)

const ImportConnector = ({ onClose }: { onClose: () => void }) => {
  const trpc = useTrpc()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const notifier = useNotifier()
  const { data: connectors = [] } = useQuery(trpc.connectors.list.queryOptions())
  const [chosen, setChosen] = useState<{ archive: string; fileName: string } | null>(null)
  const [into, setInto] = useState<string | null>(null)
  const [name, setName] = useState('')
  const preview = useMutation(trpc.connectors.previewFiles.mutationOptions())
  const create = useMutation(trpc.connectors.createFromFiles.mutationOptions())
  const replace = useMutation(trpc.connectors.importFiles.mutationOptions())
  const found = preview.data
  const nameFlaw =
    into === null
      ? validateConnectorName(
          name,
          connectors.map(other => other.name)
        )
      : null
  const refused = create.error ?? replace.error ?? preview.error

  const look = async (archive: string, connectorId: string | null): Promise<void> => {
    setInto(connectorId)
    create.reset()
    replace.reset()
    await preview.mutateAsync({ archive, connectorId })
  }

  const take = async (archive: string, fileName: string): Promise<void> => {
    setChosen({ archive, fileName })
    setInto(null)
    const first = await preview.mutateAsync({ archive, connectorId: null })
    if (!first.ok) return
    setName(first.freeName)
    // The same connector is most often brought up to date.
    if (first.sameKey !== null) await look(archive, first.sameKey.id)
  }

  const act = async (): Promise<void> => {
    if (chosen === null || found === undefined || !found.ok || nameFlaw !== null) return
    const { archive } = chosen
    const made =
      into === null
        ? await create.mutateAsync({ archive, name })
        : await replace.mutateAsync({ archive, connectorId: into, basis: found.basis })
    await queries.invalidateQueries({ queryKey: trpc.connectors.pathKey() })
    await queries.invalidateQueries({ queryKey: trpc.makerFlows.pathKey() })
    onClose()
    notifier.done(
      into === null ? `“${made.name}” was imported.` : `The files were imported as drafts of “${made.name}”.`
    )
    await navigate({ to: '/connectors/$connectorId/flows', params: { connectorId: made.id } })
  }
  /** Ignores a rejection, since the dialog already shows it. */
  const shown = (work: Promise<void>): void => void work.catch(() => {})

  const same = found?.ok ? found.sameKey : null
  return (
    <form
      className="flex flex-col gap-5"
      onSubmit={event => {
        event.preventDefault()
        shown(act())
      }}
    >
      {refused !== null && <Notice tone="err">{faultOf(refused).message}</Notice>}
      <ArchiveField
        fileName={chosen?.fileName ?? null}
        onArchive={(archive, fileName) => shown(take(archive, fileName))}
      />
      {preview.isPending && <Loading />}
      {found?.ok === false && <FileErrorList flaws={found.flaws} />}
      {found?.ok && chosen !== null && (
        <>
          {same !== null && (
            <RadioGroup
              label="Import as"
              choices={[
                {
                  value: 'same',
                  label: `Drafts of “${same.name}”`,
                  description: 'Existing versions, and flows that are not in the files, do not change.'
                },
                { value: 'new', label: 'A new connector', description: 'The new connector gets its own key.' }
              ]}
              value={into === null ? 'new' : 'same'}
              onValueChange={as => shown(look(chosen.archive, as === 'same' ? same.id : null))}
            />
          )}
          {into === null && (
            <TextField label="Name" required value={name} onValueChange={setName} error={nameFlaw} />
          )}
          {into !== null && (
            <p className="m-0 text-small text-ink-2">
              {found.changesSettings
                ? 'The import also changes settings or authentication.'
                : 'Settings and authentication stay the same.'}
            </p>
          )}
          <FlowEffects flows={found.flows} />
          {found.untouched.length > 0 && (
            <p className="m-0 text-small text-ink-2">
              Unchanged because they are not in the files:{' '}
              {found.untouched.map(each => each ?? 'Unnamed flow').join(', ')}
            </p>
          )}
          <HostList hosts={found.hosts} />
        </>
      )}
      <ImportFoot>
        <Button onClick={onClose}>Cancel</Button>
        <Button
          type="submit"
          look="primary"
          busy={create.isPending || replace.isPending}
          disabled={!found?.ok || preview.isPending || nameFlaw !== null}
        >
          {into === null ? 'Import connector' : 'Import as drafts'}
        </Button>
      </ImportFoot>
    </form>
  )
}
