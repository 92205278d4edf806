/** Exit code of a process that others have replaced, EX_TEMPFAIL of sysexits.h. The launcher starts it again then. */
const REPLACED = 75

/**
 * Ends this process once others have replaced it (decision 169): they carry on what it has in hand, so it can only do that
 * a second time.
 */
export const endOnReplacement =
  (params: { say: (sentence: string) => void; exit: (code: number) => void }) => (): void => {
    params.say(
      'This process was silent for so long that other processes took over its work. It ends, and starts again as a new one.'
    )
    params.exit(REPLACED)
  }
