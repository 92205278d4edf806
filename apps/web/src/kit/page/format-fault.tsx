import { prettyJson } from './format-json.ts'

/** Error message of a fault. The quoted response is collapsed below it. */
export const FaultText = ({
  message,
  answer
}: {
  message: string
  answer: { body: string; isCut: boolean } | null
}) => (
  <>
    <span className="block [overflow-wrap:anywhere]">{message}</span>
    {answer !== null && (
      <details className="mt-1">
        <summary className="w-fit cursor-pointer rounded-xs text-small text-accent-text">
          {answer.isCut ? 'Start of the response' : 'Full response'}
        </summary>
        <pre className="m-0 mt-1 rounded-s bg-sunken p-2 font-code text-small [overflow-wrap:anywhere] whitespace-pre-wrap text-ink">
          {prettyJson(answer.body)}
        </pre>
      </details>
    )}
  </>
)
