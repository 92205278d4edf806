import { Button, Dialog, Notice } from '@hookwright/ui'
import type { ReplayChoices } from './replay-entries.ts'

/**
 * Asks whether a replay sends its requests again. The run without side effects comes first, since services cannot take back what they
 * received twice.
 */
export const ReplayQuestion = ({
  what,
  choices,
  onClose,
  onReplay
}: {
  /** A whole delivery is that of a record, with its other records; it is always replayed with side effects. */
  what: 'delivery' | 'record' | 'whole delivery'
  /** Replays that are possible; undefined until they are known, and null where the server decides. */
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
          ? 'The current flow runs for all records of the delivery. It sends its requests to the services again, which may act a second time.'
          : 'Without side effects nothing is sent: requests are answered from the old run. Otherwise the flow sends its requests to the services again, which may act a second time.'}
      </p>
      {whyNot !== null && <Notice tone="info">{whyNot}</Notice>}
    </Dialog>
  )
}
