/**
 * Exit code of a process that others have replaced: EX_TEMPFAIL of sysexits.h. The launcher restarts a
 * process that exits with it.
 */
const REPLACED = 75

/**
 * Ends this process once other processes have replaced it (decision 169). They continue its work, so this
 * process would only repeat the work.
 */
export const endOnReplacement =
  (params: { say: (sentence: string) => void; exit: (code: number) => void }) => (): void => {
    params.say(
      'This process did not respond for too long, so other processes took over its work. It exits now and is then restarted.'
    )
    params.exit(REPLACED)
  }
