import type { Id } from '@hookwright/model'
import { Button, Notice, Spinner } from '@hookwright/ui'
import { faultOf } from '../../../kit/api/fault-of.ts'
import { BlockerList } from '../blocker-list.tsx'
import { useApply } from './use-apply.ts'

/**
 * List of the steps of applying a draft, in order, with the button that starts them.
 *
 * Blockers are listed, too. Each has a link to its card or dialog.
 */
export const ApplyPlan = ({ flowId, onDone }: { flowId: Id; onDone: () => void }) => {
  const { plan, error, isBusy, applyInPlace, reRegister } = useApply(flowId, onDone)
  if (error !== null) return <Notice tone="err">{faultOf(error).message}</Notice>
  if (plan === undefined) return <Spinner />
  const { pending, sentences, blockers } = plan
  const anew = pending.is === 're-register'
  const nothing = pending.is === 'none' || pending.is === 'off'
  return (
    <div className="flex flex-col gap-4">
      {anew && (
        <Notice tone="warn">
          {pending.because.map(({ sentence }) => sentence).join(' ')} The flow must be registered at the
          service again.
        </Notice>
      )}
      {nothing ? (
        sentences.map(sentence => (
          <p key={sentence} className="text-body text-ink-2">
            {sentence}
          </p>
        ))
      ) : (
        <ol aria-label="Planned changes" className="flex list-decimal flex-col gap-1 pl-5 text-body">
          {sentences.map(sentence => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ol>
      )}
      {blockers.length > 0 && (
        <section aria-label="Problems" className="flex flex-col gap-2">
          <h3 className="text-label">Fix these problems first</h3>
          <BlockerList flowId={flowId} onJump={onDone} />
        </section>
      )}
      <div className="flex justify-end gap-2">
        <Button onClick={onDone}>{nothing ? 'Close' : 'Cancel'}</Button>
        {!nothing && (
          <Button
            look="primary"
            disabled={blockers.length > 0}
            busy={isBusy}
            onClick={anew ? reRegister : applyInPlace}
          >
            {anew ? 'Register again' : 'Apply changes'}
          </Button>
        )}
      </div>
    </div>
  )
}
