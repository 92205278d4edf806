import type { Id, Json } from '@hookwright/model'
import { Button, Notice, Spinner } from '@hookwright/ui'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Play } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { faultOf } from '../../../../kit/api/fault-of.ts'
import { useTrpc } from '../../../../kit/api/use-api.tsx'
import { enteredInputs, parseFieldText, typedText } from '../start-fields.ts'
import { TypedValue } from '../typed-value.tsx'

/**
 * Form that starts a run of a flow with entered values. It runs the version of the flow that is currently in
 * use.
 */
export const RunFlowForm = ({ flowId }: { flowId: Id }) => {
  const trpc = useTrpc()
  const { data: form, error } = useQuery(
    trpc.flows.runForm.queryOptions({ flowId }, { gcTime: 0, retry: false })
  )
  const run = useMutation(trpc.flows.run.mutationOptions())
  const [typed, setTyped] = useState<Record<string, string>>({})
  const [errors, setErrors] = useState<Record<string, string>>({})
  if (form === undefined) {
    return error === null ? <Spinner /> : <Notice tone="err">{faultOf(error).message}</Notice>
  }
  const fields = enteredInputs(form.inputs)
  const textOf = (id: string, initial: Json | undefined): string => typed[id] ?? typedText(initial)

  const start = (event: FormEvent): void => {
    event.preventDefault()
    const values: Record<string, Json> = {}
    const wrong: Record<string, string> = {}
    for (const field of fields) {
      const blank = field.dataType.kind === 'boolean' && !field.dataType.list ? 'false' : ''
      const read = parseFieldText(textOf(field.id, field.initial) || blank, field)
      if ('error' in read) wrong[field.id] = read.error
      else values[field.id] = read.value
    }
    setErrors(wrong)
    if (Object.keys(wrong).length === 0) run.mutate({ flowId, values })
  }

  return (
    <form className="flex flex-col gap-3" onSubmit={start} noValidate>
      {fields.length === 0 && <p className="m-0 text-body text-ink-2">This flow needs no values.</p>}
      {fields.map(field => (
        <TypedValue
          key={field.id}
          field={field}
          value={textOf(field.id, field.initial)}
          error={errors[field.id] ?? null}
          onValue={value => setTyped(all => ({ ...all, [field.id]: value }))}
        />
      ))}
      <div aria-live="polite" className="empty:hidden">
        {run.error !== null && <Notice tone="err">{faultOf(run.error).message}</Notice>}
        {run.data !== undefined && (
          <Notice tone="ok">
            {form.ownerName === null ? (
              <>
                The run was started.{' '}
                <Link to="/runs/$runId" params={{ runId: run.data.runId }} className="underline">
                  Open run
                </Link>
              </>
            ) : (
              `The run was started. ${form.ownerName} can see the run in the history of the flow.`
            )}
          </Notice>
        )}
      </div>
      <Button
        look="primary"
        type="submit"
        busy={run.isPending}
        className="self-end"
        icon={<Play aria-hidden className="size-4" strokeWidth={1.75} />}
      >
        Run
      </Button>
    </form>
  )
}
