/** Timeout and polling interval of a test, in milliseconds. */
const PATIENCE = 60_000
const PAUSE = 5

/** Polls a value until it is as expected and returns it. */
export const pollUntil = async <Seen>(
  look: () => Promise<Seen> | Seen,
  is: (seen: Seen) => boolean
): Promise<Seen> => {
  const until = Date.now() + PATIENCE
  for (;;) {
    const seen = await look()
    if (is(seen)) return seen
    if (Date.now() > until)
      throw new Error(`The expected value did not appear in time; seen last: ${JSON.stringify(seen)}`)
    await new Promise(resolve => setTimeout(resolve, PAUSE))
  }
}
