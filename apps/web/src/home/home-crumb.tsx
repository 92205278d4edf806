/** The start page, while one is there. */
export const HomeCrumb = () => (
  <span aria-current="page" className="truncate px-1 text-ink">
    Home
  </span>
)
