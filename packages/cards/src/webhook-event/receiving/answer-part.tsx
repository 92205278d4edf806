import { type Answer, receivingLimits } from '@hookwright/model'
import { Checkbox, type Choice } from '@hookwright/ui'
import { ChoiceAt, LinesAt, NumberAt } from './placed-fields.tsx'
import { withAccepted } from './receiving-draft.ts'
import { FieldRow, Fold } from './rule-box.tsx'
import type { PartProps } from './use-receiving-draft.tsx'

const types: readonly Choice<Answer['accepted']['type']>[] = [
  { value: 'text/plain', label: 'Plain text' },
  { value: 'application/json', label: 'JSON' },
  { value: 'text/xml', label: 'XML' }
]

/** Returns dropdown choices for status codes, such as “503 Service Unavailable”. */
const statusChoices = <Status extends number>(words: readonly (readonly [Status, string])[]) =>
  words.map(([status, word]) => ({ value: String(status), label: `${status} ${word}` }))

const busy = [
  [503, 'Service Unavailable'],
  [429, 'Too Many Requests'],
  [500, 'Internal Server Error'],
  [502, 'Bad Gateway'],
  [504, 'Gateway Timeout']
] as const satisfies readonly (readonly [Answer['overloaded'], string])[]

const off = [
  [410, 'Gone'],
  [404, 'Not Found'],
  [200, 'OK'],
  [202, 'Accepted'],
  [204, 'No Content']
] as const satisfies readonly (readonly [Answer['off'], string])[]

/** Tab for the response to the service. */
export const AnswerPart = ({ receiving, onReceiving }: PartProps) => {
  const { answer } = receiving
  const change = (part: Partial<Answer>): void => onReceiving({ answer: { ...answer, ...part } })
  const accept = (part: Partial<Answer['accepted']>): void =>
    onReceiving({ answer: withAccepted(answer, part) })
  return (
    <>
      <p className="m-0 text-body text-ink-2">
        The response is sent as soon as the event is stored, before the flow runs.
      </p>
      <FieldRow>
        <NumberAt
          at="answer.accepted.status"
          label="Status if accepted"
          value={answer.accepted.status}
          least={200}
          most={299}
          onValue={status => accept({ status })}
        />
        <ChoiceAt
          at="answer.accepted.type"
          label="Content type"
          choices={types}
          value={answer.accepted.type}
          onValue={type => accept({ type })}
        />
      </FieldRow>
      <LinesAt
        at="answer.accepted.body"
        label="Body if accepted"
        description="Most services need no body."
        value={answer.accepted.body}
        onValue={body => accept({ body })}
        maxLength={receivingLimits.body}
      />
      <Fold label="If not accepted" startsOpen={false} places={['answer.refused']}>
        <FieldRow>
          <NumberAt
            at="answer.refused"
            label="Status if the signature is wrong"
            value={answer.refused}
            least={200}
            most={499}
            onValue={refused => change({ refused })}
          />
          <ChoiceAt
            at="answer.overloaded"
            label="Status if over the rate limit"
            choices={statusChoices(busy)}
            value={String(answer.overloaded)}
            onValue={next => {
              const found = busy.find(([status]) => String(status) === next)
              if (found !== undefined) change({ overloaded: found[0] })
            }}
          />
        </FieldRow>
        <FieldRow>
          <ChoiceAt
            at="answer.off"
            label="Status if the flow is off"
            choices={statusChoices(off)}
            value={String(answer.off)}
            onValue={next => {
              const found = off.find(([status]) => String(status) === next)
              if (found !== undefined) change({ off: found[0] })
            }}
          />
          {answer.paused !== null && (
            <NumberAt
              at="answer.paused"
              label="Status if the flow is paused"
              value={answer.paused}
              least={200}
              most={299}
              onValue={paused => change({ paused })}
            />
          )}
        </FieldRow>
        <Checkbox
          label="Respond as if accepted while paused"
          description={`Sends status ${answer.accepted.status}.`}
          checked={answer.paused === null}
          onCheckedChange={same => change({ paused: same ? null : answer.accepted.status })}
        />
        <Checkbox
          label="Empty body if refused"
          description="Otherwise the body is a JSON object with an error message."
          checked={answer.refusedBody === 'empty'}
          onCheckedChange={isEmpty => change({ refusedBody: isEmpty ? 'empty' : 'reason' })}
        />
      </Fold>
    </>
  )
}
