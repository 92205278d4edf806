import { base64Of, bytesOf, type Receiving, type RuleVerdict } from '@hookwright/model'
import { Button, Checkbox, Menu, Notice, SecretArea, TextArea, TextField } from '@hookwright/ui'
import { FlaskConical, Inbox } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { type ReceivedRequest, useWorkbench } from '../../../view/workbench.ts'
import { readRequest, writeRequest } from './read-request.ts'
import { keyTexts, requiredKeys } from './required-keys.ts'
import { TesterResult } from './tester-result.tsx'

type TesterOutcome = { of: TesterInput } & (
  | { is: 'said'; sayings: RuleVerdict[] }
  | { is: 'failed'; message: string }
)

/** Input of the tester. It is kept until the dialog closes, even while the rules change. */
export interface TesterInput {
  text: string
  /** Selected delivery, which is tested byte for byte. Null once its text is edited. */
  picked: ReceivedRequest | null
  eventUrl: string
  /** Typed keys, each by the id of its source, such as a connection field. */
  typed: Readonly<Record<string, string>>
  isRegistering: boolean
}

export const emptyTesterInput: TesterInput = {
  text: '',
  picked: null,
  eventUrl: '',
  typed: {},
  isRegistering: false
}

const PickDelivery = ({ onPick }: { onPick: (picked: ReceivedRequest) => void }) => {
  const received = useWorkbench().useReceived()
  const isNone = received.length === 0
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Menu
        align="start"
        groups={[received.map(each => ({ id: each.id, label: each.name, run: () => onPick(each) }))]}
        trigger={
          <Button
            size="card"
            icon={<Inbox aria-hidden className="size-4" />}
            disabled={isNone}
            aria-describedby={isNone ? 'why-none-received' : undefined}
          >
            From a received delivery
          </Button>
        }
      />
      {isNone && (
        <span id="why-none-received" className="text-small text-ink-3">
          No deliveries of this event are stored yet.
        </span>
      )}
    </div>
  )
}

/** Tab that tests the rules with a request and shows the verdict of each rule. */
export const TesterPart = ({
  receiving,
  tried,
  onTried
}: {
  receiving: Receiving
  tried: TesterInput
  onTried: (tried: TesterInput) => void
}) => {
  const bench = useWorkbench()
  const fields = bench.useConnectionFields()
  const { text, picked, eventUrl, typed, isRegistering } = tried
  const [told, setTold] = useState<TesterOutcome | null>(null)
  // Of another request it would mislead.
  const shown = told?.of === tried ? told : null
  const [isBusy, setBusy] = useState(false)
  const result = useRef<HTMLDivElement>(null)
  // The form is often longer than the dialog, so its result would come below the edge.
  useEffect(() => {
    if (told !== null) result.current?.scrollIntoView({ block: 'nearest' })
  }, [told])
  const wanted = requiredKeys(receiving, fields)
  const change = (part: Partial<TesterInput>): void => onTried({ ...tried, ...part })
  const signsUrl = JSON.stringify(receiving).includes('{url')

  const check = async (): Promise<void> => {
    const read = readRequest(text)
    if (!read.ok) {
      setTold({ of: tried, is: 'failed', message: read.message })
      return
    }
    const { body, ...parsed } = read.request
    const { method, query, headers, base64 } = picked ?? { ...parsed, base64: base64Of(bytesOf(body)) }
    setBusy(true)
    try {
      const sayings = await bench.explainReceiving({
        receiving,
        arriving: { method, query, headers, base64, eventUrl },
        keys: keyTexts(wanted, typed),
        at: picked?.at ?? null,
        phase: isRegistering ? 'registering' : 'live'
      })
      setTold({ of: tried, is: 'said', sayings })
    } catch (thrown) {
      setTold({ of: tried, is: 'failed', message: thrown instanceof Error ? thrown.message : String(thrown) })
    }
    setBusy(false)
  }

  return (
    <>
      <p className="m-0 text-body text-ink-2">
        Test the rules with a request. Timestamps are compared with the time of the picked delivery, or with
        the current time for a pasted request.
      </p>
      <PickDelivery onPick={delivery => change({ text: writeRequest(delivery), picked: delivery })} />
      <TextArea
        label="Request"
        description="Raw HTTP, or a curl command."
        placeholder={'POST /\nX-Signature: …\n\n{"id": 7}'}
        rows={6}
        spellCheck={false}
        inputClass="max-h-60 font-code"
        value={text}
        onValueChange={next => change({ text: next, picked: null })}
      />
      {signsUrl && (
        <TextField
          label="Event URL"
          description="The rules check the URL. Enter the URL that the service calls, without a query string."
          value={eventUrl}
          onValueChange={next => change({ eventUrl: next })}
          inputClass="font-code"
        />
      )}
      {wanted.map(({ id, label, secret }) =>
        secret ? (
          <SecretArea
            key={id}
            label={label}
            description="Used only for this test and not stored. One key per line."
            value={typed[id] ?? ''}
            onValueChange={next => change({ typed: { ...typed, [id]: next } })}
          />
        ) : (
          <TextArea
            key={id}
            label={label}
            description="Fetched automatically for each delivery. For this test, paste it here."
            spellCheck={false}
            value={typed[id] ?? ''}
            onValueChange={next => change({ typed: { ...typed, [id]: next } })}
          />
        )
      )}
      {receiving.handshake.length > 0 && (
        <Checkbox
          label="Check as if the flow were being turned on"
          checked={isRegistering}
          onCheckedChange={checked => change({ isRegistering: checked })}
        />
      )}
      <Button
        look="primary"
        className="self-start"
        busy={isBusy}
        icon={<FlaskConical aria-hidden className="size-4" strokeWidth={1.75} />}
        onClick={check}
      >
        Check
      </Button>
      <div ref={result} aria-live="polite">
        {shown?.is === 'failed' && <Notice tone="err">{shown.message}</Notice>}
        {shown?.is === 'said' && <TesterResult sayings={shown.sayings} />}
      </div>
    </>
  )
}
