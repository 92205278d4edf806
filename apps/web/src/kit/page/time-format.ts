/**
 * Returns a formatter of times in the reader's time zone. The `Intl` formatter is created on first use, since that
 * takes milliseconds and many pages show no time.
 */
export const timeFormat = (form: Intl.DateTimeFormatOptions): ((at: number) => string) => {
  let format: Intl.DateTimeFormat | null = null
  return at => {
    format ??= new Intl.DateTimeFormat('en-GB', form)
    return format.format(at)
  }
}
