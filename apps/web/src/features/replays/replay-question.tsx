import { Button, Dialog, Notice } from '@hookwright/ui'

/**
 * Asks whether a replay sends its requests again. The run without side effects comes first, since services cannot take back what they
 * received twice.
 */
export const ReplayQuestion = ({
  what,
  noAnswers,
  onClose,
  onReplay
}: {
  what: 'delivery' | 'record'
  /** Why the old run has no answers for its requests; null where it has them. */
  noAnswers: string | null
  onClose: () => void
  onReplay: (effects: boolean) => void
}) => {
  const begin = (effects: boolean) => () => {
    onClose()
    onReplay(effects)
  }
  return (
    <Dialog
      open
      onOpenChange={open => !open && onClose()}
      title={`Replay the ${what}?`}
      foot={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button onClick={begin(true)}>Send requests again</Button>
          <Button look="primary" disabled={noAnswers !== null} onClick={begin(false)}>
            Replay without side effects
          </Button>
        </>
      }
    >
      <p className="m-0 pb-3 text-body text-ink-2">
        Without side effects nothing is sent: requests are answered from the old run. Otherwise the flow sends
        its requests to the services again, which may act a second time.
      </p>
      {noAnswers !== null && <Notice tone="info">{noAnswers}</Notice>}
    </Dialog>
  )
}
