import { Button, Checkbox, Notice } from '@hookwright/ui'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { faultOf } from '../../kit/api/fault-of.ts'
import { useTrpc } from '../../kit/api/use-api.tsx'
import { formatCount } from '../../kit/page/format-count.ts'
import { Loading } from '../../kit/page/loading.tsx'
import { type ForeignReport, ForeignReportView, type Previewed } from './foreign-report.tsx'
import { listClass, rowClass, Section } from './import-parts.tsx'

/** The most requests of a recording that are listed. */
const MOST_LISTED = 300

/** Requests of a recording, to pick from. */
const RequestPicker = ({
  choices,
  onPick
}: {
  choices: ForeignReport['choices']
  onPick: (picked: number[]) => void
}) => {
  const picked = choices.filter(({ isPicked }) => isPicked).map(({ index }) => index)
  return (
    <Section title="Requests">
      <p className="m-0 text-small text-ink-2">
        {picked.length} of {choices.length} are picked. Each becomes a Raw Request card.
      </p>
      <ul className={listClass}>
        {choices.slice(0, MOST_LISTED).map(({ index, label, isPicked }) => (
          <li key={index} className={rowClass}>
            <Checkbox
              label={label}
              checked={isPicked}
              onCheckedChange={next =>
                onPick(next ? [...picked, index] : picked.filter(other => other !== index))
              }
            />
          </li>
        ))}
      </ul>
      {choices.length > MOST_LISTED && (
        <p className="m-0 text-small text-ink-2">
          {choices.length - MOST_LISTED} more are not listed. Record fewer requests.
        </p>
      )}
    </Section>
  )
}

/** Imports the flows of another product's file after a preview, then shows the report. */
export const ImportForeign = ({ file, onClose }: { file: string; onClose: () => void }) => {
  const trpc = useTrpc()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const [found, setFound] = useState<{ preview: Previewed; picked: number[] | null } | null>(null)
  const { mutate, ...preview } = useMutation(
    trpc.flows.previewForeign.mutationOptions({
      onSuccess: (made, { picked = null }) => setFound({ preview: made, picked })
    })
  )
  const create = useMutation(
    trpc.flows.createFromForeign.mutationOptions({
      onSuccess: () => queries.invalidateQueries({ queryKey: trpc.flows.pathKey() })
    })
  )
  useEffect(() => mutate({ file }), [mutate, file])
  const refused = create.error ?? preview.error
  const [first] = create.data?.flows ?? []
  const previewed = found?.preview ?? null
  const report = create.data?.report ?? (previewed?.ok ? previewed : null)
  const choices = create.data === undefined && previewed?.ok ? previewed.choices : []

  return (
    <>
      {refused !== null && <Notice tone="err">{faultOf(refused).message}</Notice>}
      {found === null && preview.isPending && <Loading />}
      {previewed?.ok === false && <Notice tone="err">{previewed.why}</Notice>}
      {create.data !== undefined && (
        <Notice tone="ok">
          {`Imported: ${formatCount(create.data.flows.length, 'flow')}, which are off. The remarks also stand in the notes of their cards.`}
        </Notice>
      )}
      {choices.length > 0 && <RequestPicker choices={choices} onPick={picked => mutate({ file, picked })} />}
      {report !== null && <ForeignReportView report={report} />}
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>{create.data === undefined ? 'Cancel' : 'Close'}</Button>
        {first === undefined ? (
          <Button
            look="primary"
            busy={create.isPending}
            disabled={report === null || preview.isPending || report.cards.length === 0}
            onClick={() => create.mutate({ file, picked: found?.picked ?? null })}
          >
            Import flows
          </Button>
        ) : (
          <Button
            look="primary"
            onClick={() => {
              onClose()
              void navigate({ to: '/flows/$flowId', params: { flowId: first.id } })
            }}
          >
            {`Open “${first.name}”`}
          </Button>
        )}
      </div>
    </>
  )
}
