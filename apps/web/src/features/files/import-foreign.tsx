import { Button, Notice } from '@hookwright/ui'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useCallback, useState } from 'react'
import { faultOf } from '../../kit/api/fault-of.ts'
import { useTrpc } from '../../kit/api/use-api.tsx'
import { formatCount } from '../../kit/page/format-count.ts'
import { Loading } from '../../kit/page/loading.tsx'
import { type ForeignReport, ForeignReportView, type Previewed } from './foreign-report.tsx'
import { ImportFoot } from './import-parts.tsx'
import { RequestPicker } from './request-picker.tsx'
import { useRequestPicks } from './use-request-picks.ts'

/** Imports the flows of another product's file after a preview, then shows the report. */
export const ImportForeign = ({ file, onClose }: { file: string; onClose: () => void }) => {
  const trpc = useTrpc()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const [previewed, setPreviewed] = useState<Previewed | null>(null)
  const [choices, setChoices] = useState<ForeignReport['choices']>([])
  const { mutate, ...preview } = useMutation(
    trpc.flows.previewForeign.mutationOptions({
      onSuccess: made => {
        setPreviewed(made)
        // A preview that is refused, since too many are picked, leaves the list to pick fewer in.
        if (made.ok) setChoices(made.choices)
      }
    })
  )
  const { picked, pick, isBehind } = useRequestPicks({
    preview: useCallback(next => mutate({ file, picked: next === null ? null : [...next] }), [mutate, file]),
    isPending: preview.isPending
  })
  const create = useMutation(
    trpc.flows.createFromForeign.mutationOptions({
      onSuccess: () => queries.invalidateQueries({ queryKey: trpc.flows.pathKey() })
    })
  )
  const refused = create.error ?? preview.error
  const [first] = create.data?.flows ?? []
  const report = create.data?.report ?? (previewed?.ok ? previewed : null)
  const likely = choices.filter(({ isPicked }) => isPicked).map(({ index }) => index)

  return (
    <>
      {refused !== null && <Notice tone="err">{faultOf(refused).message}</Notice>}
      {previewed === null && preview.isPending && <Loading />}
      {previewed?.ok === false && <Notice tone="err">{previewed.why}</Notice>}
      {create.data !== undefined && (
        <Notice tone="ok">
          {`${formatCount(create.data.flows.length, 'flow was', 'flows were')} imported. New flows are off until you turn them on. The remarks are also saved as notes on the cards.`}
        </Notice>
      )}
      {create.data === undefined && choices.length > 0 && (
        <RequestPicker
          choices={choices}
          picked={picked ?? likely}
          onPick={(index, isPicked) => pick(index, isPicked, likely)}
        />
      )}
      {report !== null && <ForeignReportView report={report} />}
      <ImportFoot>
        <Button onClick={onClose}>{create.data === undefined ? 'Cancel' : 'Close'}</Button>
        {first === undefined ? (
          <Button
            look="primary"
            busy={create.isPending}
            disabled={report === null || isBehind || report.cards.length === 0}
            onClick={() => create.mutate({ file, picked: picked === null ? null : [...picked] })}
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
      </ImportFoot>
    </>
  )
}
