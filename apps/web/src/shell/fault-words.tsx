import { laidOut } from './laid-out.ts'

/** What went wrong, in words; the answer of which it says the words, if any, stands below, folded. */
export const FaultWords = ({ message, answer }: { message: string; answer: string | null }) => (
  <>
    <span className="block [overflow-wrap:anywhere]">{message}</span>
    {answer !== null && (
      <details className="mt-1">
        <summary className="w-fit cursor-pointer rounded-xs text-small text-accent-text">
          The whole answer
        </summary>
        <pre className="m-0 mt-1 overflow-x-auto rounded-s bg-sunken p-2 font-code text-code text-ink">
          {laidOut(answer)}
        </pre>
      </details>
    )}
  </>
)
