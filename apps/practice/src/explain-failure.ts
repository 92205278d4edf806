/**
 * Returns a sentence that explains why an attempt got no response, such as “http://… did not answer within 10
 * seconds. …”.
 *
 * @param why `not-own`, `late`, `closing`, or an error of `fetch`
 */
export function explainFailure(why: unknown, url: string): string {
  const place = new URL(url).origin
  if (why === 'not-own')
    return `${place} was not called: the practice service calls only Event URLs of the Hookwright server it belongs to. Subscribe one of those.`
  if (why === 'late') return `${place} did not answer within 10 seconds. Check why it is slow and send again.`
  if (why === 'closing')
    return 'The practice service was stopped before an answer came. Start it and send again.'
  switch (codeOf(why)) {
    case 'ECONNREFUSED':
      return `Nothing listens at ${place}. Start the receiver and send again.`
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `The host name of ${place} was not found. Check the URL of the subscription.`
    case 'ECONNRESET':
    case 'UND_ERR_SOCKET':
      return `${place} closed the connection without an answer. Look at its log and send again.`
    default:
      return `${place} could not be reached (${wordsOf(why)}). Check the URL of the subscription and send again.`
  }
}

/**
 * Returns the original error inside an error of `fetch`. If several addresses failed, it is the error of the
 * first one.
 */
function causeOf(why: unknown): unknown {
  if (why instanceof AggregateError && why.errors.length > 0) return causeOf(why.errors[0])
  return why instanceof Error && why.cause !== undefined ? causeOf(why.cause) : why
}

function codeOf(why: unknown): string | undefined {
  const cause = causeOf(why)
  return cause instanceof Error && 'code' in cause ? String(cause.code) : undefined
}

function wordsOf(why: unknown): string {
  const cause = causeOf(why)
  return cause instanceof Error ? cause.message : String(cause)
}
