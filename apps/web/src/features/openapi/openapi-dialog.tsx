import { type Id, validateConnectorName } from '@hookwright/model'
import { Button, Dialog, Notice } from '@hookwright/ui'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { faultOf } from '../../kit/api/fault-of.ts'
import { useTrpc } from '../../kit/api/use-api.tsx'
import { formatCount, pluralOf } from '../../kit/page/format-count.ts'
import { Loading } from '../../kit/page/loading.tsx'
import { useNotifier } from '../../kit/page/use-notifier.ts'
import { AuthenticationStep, validateBaseUrl } from './authentication-step.tsx'
import { ChooseStep, MOST_CHOSEN } from './choose-step.tsx'
import { DocumentsStep } from './documents-step.tsx'
import { PreviewStep } from './preview-step.tsx'
import { useOpenApiImport } from './use-openapi-import.ts'

type Step = 'documents' | 'authentication' | 'choose' | 'preview'

const titles: Record<Step, string> = {
  documents: 'Documents',
  authentication: 'Authentication',
  choose: 'Events and actions',
  preview: 'Preview'
}

/** Existing connector to which an import adds flows. */
interface Target {
  id: Id
  name: string
}

/**
 * Dialog that imports OpenAPI documents in steps. It creates a new connector, or adds drafts to the connector
 * `into`.
 */
export const OpenApiDialog = ({ into = null, onClose }: { into?: Target | null; onClose: () => void }) => {
  const trpc = useTrpc()
  const navigate = useNavigate()
  const notifier = useNotifier()
  const state = useOpenApiImport(into?.id ?? null)
  const { data: connectors = [] } = useQuery(trpc.connectors.list.queryOptions())
  const steps: Step[] =
    into === null ? ['documents', 'authentication', 'choose', 'preview'] : ['documents', 'choose', 'preview']
  const [step, setStep] = useState<Step>('documents')
  const [name, setName] = useState('')
  const heading = useRef<HTMLHeadingElement>(null)
  const at = steps.indexOf(step)
  const count = state.counts.actions + state.counts.events
  const taken = connectors.map(other => other.name)
  const nameError = into === null ? validateConnectorName(name, taken) : null

  // A new step is announced by its heading; the first one has the dialog's focus already.
  const announced = useRef(step)
  useEffect(() => {
    if (announced.current !== step) heading.current?.focus()
    announced.current = step
  }, [step])

  const isReady: Record<Step, boolean> = {
    documents: state.documents.length > 0 && state.reading === null,
    authentication: validateBaseUrl(state.baseUrl) === null,
    choose: count > 0 && count <= MOST_CHOSEN,
    preview: state.preview !== undefined && nameError === null && !state.isLooking
  }

  const go = (next: Step): void => {
    state.resetFaults()
    setStep(next)
    if (next !== 'preview') return
    // A refusal is shown by the dialog.
    state
      .look()
      .then(({ freeName }) => setName(freeName))
      .catch(() => {})
  }

  const carryOut = async (): Promise<void> => {
    const made = await state.carryOut(name)
    onClose()
    const drafts = state.preview?.flows.length ?? 0
    notifier.done(
      into === null
        ? `“${made.name}” was created with drafts from OpenAPI.`
        : `${formatCount(drafts, 'draft')} ${pluralOf(drafts, 'was', 'were')} added to “${made.name}”.`
    )
    await navigate({ to: '/connectors/$connectorId/flows', params: { connectorId: made.id } })
  }

  const next = steps[at + 1]
  const before = steps[at - 1]
  const advance = (): void => {
    if (!isReady[step]) return
    if (next !== undefined) go(next)
    else void carryOut().catch(() => {})
  }

  return (
    <Dialog
      open
      onOpenChange={open => !open && onClose()}
      size="w-160"
      place="top"
      title={into === null ? 'New connector from OpenAPI' : `Add to “${into.name}” from OpenAPI`}
      description="Nothing is created until you confirm the preview."
      onApply={advance}
      foot={
        <>
          {before === undefined ? (
            <Button onClick={onClose}>Cancel</Button>
          ) : (
            <Button onClick={() => go(before)}>Back</Button>
          )}
          <Button look="primary" disabled={!isReady[step]} busy={state.isImporting} onClick={advance}>
            {next !== undefined ? 'Next' : into === null ? 'Create connector' : 'Add drafts'}
          </Button>
        </>
      }
    >
      <h3 ref={heading} tabIndex={-1} className="m-0 mb-4 text-label font-semibold text-ink outline-none">
        {titles[step]}{' '}
        <span className="ml-1 font-normal text-ink-3">
          Step {at + 1} of {steps.length}
        </span>
      </h3>
      {state.fault !== null && (
        <Notice tone="err" className="mb-4">
          {faultOf(state.fault).message}
        </Notice>
      )}
      {step === 'documents' && <DocumentsStep state={state} />}
      {step === 'authentication' && <AuthenticationStep state={state} />}
      {step === 'choose' && <ChooseStep state={state} />}
      {step === 'preview' && state.isLooking && <Loading />}
      {step === 'preview' && !state.isLooking && state.preview !== undefined && (
        <PreviewStep
          preview={state.preview}
          name={into === null ? name : null}
          onName={setName}
          nameError={nameError}
        />
      )}
    </Dialog>
  )
}
