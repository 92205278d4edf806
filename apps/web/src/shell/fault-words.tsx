import { readFault } from './read-fault.ts'

/** What went wrong, in words; an answer that it quotes stands below, folded. */
export const FaultWords = ({ message }: { message: string }) => {
  const { said, answer } = readFault(message)
  return (
    <>
      <span className="block [overflow-wrap:anywhere]">{said}</span>
      {answer !== null && (
        <details className="mt-1">
          <summary className="w-fit cursor-pointer rounded-xs text-small text-accent-text">
            The whole answer
          </summary>
          <pre className="m-0 mt-1 overflow-x-auto rounded-s bg-sunken p-2 font-code text-code text-ink">
            {answer}
          </pre>
        </details>
      )}
    </>
  )
}
