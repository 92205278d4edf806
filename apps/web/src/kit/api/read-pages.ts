/** Fetches a whole list page by page. A page that is not full is the last one. */
export const readPages = async <Row extends { id: string }>(
  size: number,
  readPage: (after: string | undefined) => Promise<Row[]>
): Promise<Row[]> => {
  const rows: Row[] = []
  for (;;) {
    const page = await readPage(rows.at(-1)?.id)
    rows.push(...page)
    if (page.length < size) return rows
  }
}
