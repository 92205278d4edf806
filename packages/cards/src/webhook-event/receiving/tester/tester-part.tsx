import { base64Of, bytesOf, type Receiving, type Saying } from '@hookwright/model'
import { Button, Checkbox, Menu, Notice, TextArea, TextField } from '@hookwright/ui'
import { FlaskConical, Inbox } from 'lucide-react'
import { useState } from 'react'
import { type ReceivedRequest, useWorkbench } from '../../../workbench.ts'
import { readRequest, writeRequest } from './read-request.ts'
import { TesterResult } from './tester-result.tsx'
import { keyTexts, wantedKeys } from './wanted-keys.ts'

type Told = { is: 'nothing' } | { is: 'said'; sayings: Saying[] } | { is: 'failed'; message: string }

/** What is tried: a delivery byte for byte, as long as nobody changes its text. */
interface Request {
  text: string
  picked: ReceivedRequest | null
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
          No delivery of this event is kept yet.
        </span>
      )}
    </div>
  )
}

/** Tries the rules, as they stand in the form, on a request: what each one says, and what becomes of it. */
export const TesterPart = ({ receiving }: { receiving: Receiving }) => {
  const bench = useWorkbench()
  const fields = bench.useConnectionFields()
  const [request, setRequest] = useState<Request>({ text: '', picked: null })
  const [eventUrl, setEventUrl] = useState('')
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>({})
  const [isRegistering, setRegistering] = useState(false)
  const [told, setTold] = useState<Told>({ is: 'nothing' })
  const [isBusy, setBusy] = useState(false)
  const wanted = wantedKeys(receiving, fields)
  const signsUrl = JSON.stringify(receiving).includes('{url')

  const check = async (): Promise<void> => {
    const { picked, text } = request
    const read = readRequest(text)
    if (!read.ok) {
      setTold({ is: 'failed', message: read.message })
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
      setTold({ is: 'said', sayings })
    } catch (thrown) {
      setTold({ is: 'failed', message: thrown instanceof Error ? thrown.message : String(thrown) })
    }
    setBusy(false)
  }

  return (
    <>
      <p className="m-0 text-body text-ink-2">
        Try the rules on a request before users rely on them. A delivery is looked at with the clock of when
        it came, a pasted request with that of now.
      </p>
      <PickDelivery onPick={picked => setRequest({ text: writeRequest(picked), picked })} />
      <TextArea
        label="Request"
        description="As HTTP writes it, or a curl command."
        placeholder={'POST /\nX-Signature: …\n\n{"id": 7}'}
        rows={6}
        spellCheck={false}
        inputClass="font-mono max-h-60"
        value={request.text}
        onValueChange={text => setRequest({ text, picked: null })}
      />
      {signsUrl && (
        <TextField
          label="Event URL"
          description="The rules look at it; it is compared as the service knows it, without a query."
          value={eventUrl}
          onValueChange={setEventUrl}
          inputClass="font-mono"
        />
      )}
      {wanted.map(({ id, label, secret }) =>
        secret ? (
          <TextField
            key={id}
            type="password"
            autoComplete="off"
            label={label}
            description="Only for this test; it is kept nowhere."
            value={typed[id] ?? ''}
            onValueChange={text => setTyped(before => ({ ...before, [id]: text }))}
          />
        ) : (
          <TextArea
            key={id}
            label={label}
            description="In a delivery it is fetched; here it is pasted."
            spellCheck={false}
            value={typed[id] ?? ''}
            onValueChange={text => setTyped(before => ({ ...before, [id]: text }))}
          />
        )
      )}
      {receiving.handshake.length > 0 && (
        <Checkbox
          label="As if the flow were being turned on"
          checked={isRegistering}
          onCheckedChange={setRegistering}
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
      <div aria-live="polite">
        {told.is === 'failed' && <Notice tone="err">{told.message}</Notice>}
        {told.is === 'said' && <TesterResult sayings={told.sayings} />}
      </div>
    </>
  )
}
