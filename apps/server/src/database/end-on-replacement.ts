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
      'This process was silent for so long that other processes took over its work. It ends, and starts again as a new one.'
    )
    params.exit(REPLACED)
  }
