interface Plans {
  readonly lines: readonly { readonly ring: readonly { readonly who: string; readonly accept: string }[] }[];
  readonly staff: Readonly<Record<string, { readonly phone: string | null }>>;
}

/** Phones that take calls by lifting: desk phones, to which texts are lost without a word. */
export function liftedPhones({ lines, staff }: Plans): Set<string> {
  const legs = lines.flatMap(line => line.ring.filter(leg => leg.accept === 'any'));
  return new Set(legs.flatMap(leg => staff[leg.who]?.phone ?? []));
}
