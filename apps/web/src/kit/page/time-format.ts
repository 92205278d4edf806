/**
 * Says times in one form, where the reader is. What does so is made when the first time is said: that takes milliseconds,
 * and many a page opens without one.
 */
export const timeFormat = (form: Intl.DateTimeFormatOptions): ((at: number) => string) => {
  let format: Intl.DateTimeFormat | null = null
  return at => {
    format ??= new Intl.DateTimeFormat('en-GB', form)
    return format.format(at)
  }
}
