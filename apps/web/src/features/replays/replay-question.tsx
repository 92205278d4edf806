import { Button, Dialog, Notice } from '@hookwright/ui'
import type { ReplayChoices } from './replay-entries.ts'

/**
 * Dialog that asks whether a replay sends its requests again.
 *
 * The replay without side effects is the suggested one, since a request that was sent twice cannot be undone.
 */
export const ReplayQuestion = ({
  what,
  choices,
  onClose,
  onReplay
}: {
  /**
   * Scope of the replay. `whole delivery` is offered on the run of a record and replays all records, always
   * with side effects.
   */
  what: 'delivery' | 'record' | 'whole delivery'
  /** Possible replays. Undefined while loading; null to leave the check to the server. */
  choices: Pick<ReplayChoices, 'noAnswers' | 'on'> | undefined | null
  onClose: () => void
  onReplay: (effects: boolean) => void
}) => {
  const begin = (effects: boolean) => () => {
    onClose()
    onReplay(effects)
  }
  const flow = choices?.on.newest
  const whyNoReplay = flow?.can === false ? flow.why : null
  const whyNot = whyNoReplay ?? choices?.noAnswers ?? null
  const isWhole = what === 'whole delivery'
  return (
    <Dialog
      open
      onOpenChange={open => !open && onClose()}
      title={`Replay the ${what}?`}
      foot={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button disabled={whyNoReplay !== null} onClick={begin(true)}>
            Send requests again
          </Button>
          {!isWhole && (
            <Button look="primary" disabled={choices === undefined || whyNot !== null} onClick={begin(false)}>
              Replay without side effects
            </Button>
          )}
        </>
      }
    >
      <p className="m-0 pb-3 text-body text-ink-2">
        {isWhole
          ? 'The current flow runs for all records of the delivery and sends its requests again, which may repeat changes at the services.'
          : 'Without side effects, no requests are sent: cards get the responses of the old run. With side effects, the flow sends its requests again, which may repeat changes at the services.'}
      </p>
      {whyNot !== null && <Notice tone="info">{whyNot}</Notice>}
    </Dialog>
  )
}
