import { Button, Notice } from '@hookwright/ui'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useEffect } from 'react'
import { faultOf } from '../../kit/api/fault-of.ts'
import { useTrpc } from '../../kit/api/use-api.tsx'
import { Loading } from '../../kit/page/loading.tsx'
import { ForeignReportView } from './foreign-report.tsx'

/** Imports the flows of another product's file after a preview, then shows the report. */
export const ImportForeign = ({ file, onClose }: { file: string; onClose: () => void }) => {
  const trpc = useTrpc()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const { mutate, ...preview } = useMutation(trpc.flows.previewForeign.mutationOptions())
  const create = useMutation(
    trpc.flows.createFromForeign.mutationOptions({
      onSuccess: () => queries.invalidateQueries({ queryKey: trpc.flows.pathKey() })
    })
  )
  useEffect(() => mutate({ file }), [mutate, file])
  const found = preview.data
  const refused = create.error ?? preview.error
  const [first] = create.data?.flows ?? []
  const report = create.data?.report ?? (found?.ok ? found : null)

  return (
    <>
      {refused !== null && <Notice tone="err">{faultOf(refused).message}</Notice>}
      {preview.isPending && <Loading />}
      {found?.ok === false && <Notice tone="err">{found.why}</Notice>}
      {create.data !== undefined && (
        <Notice tone="ok">
          {`${create.data.flows.length} flows were imported. They are off. The remarks also stand in the notes of their cards.`}
        </Notice>
      )}
      {report !== null && <ForeignReportView report={report} />}
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>{create.data === undefined ? 'Cancel' : 'Close'}</Button>
        {first === undefined ? (
          <Button
            look="primary"
            busy={create.isPending}
            disabled={report === null}
            onClick={() => create.mutate({ file })}
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
