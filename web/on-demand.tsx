import { signal } from '@preact/signals';
import type { ComponentChildren, FunctionComponent } from 'preact';
import { useEffect } from 'preact/hooks';
import { say } from './words.ts';

/**
 * A part of the screen that is fetched, with its own words, when it is first shown. `around`: what it stands in until it is
 * there, or when it does not come.
 */
export function onDemand<Props extends object>(
  load: () => Promise<FunctionComponent<Props>>,
  around: (children: ComponentChildren) => ComponentChildren = children => children,
): FunctionComponent<Props> {
  const part = signal<FunctionComponent<Props> | null>(null);
  const failed = signal(false);
  return props => {
    useEffect(() => {
      if (part.value) return;
      failed.value = false;
      load().then(
        loaded => {
          part.value = loaded;
        },
        () => {
          failed.value = true;
        },
      );
    }, []);
    const Part = part.value;
    if (Part) return <Part {...props} />;
    const words = say(failed.value ? 'failed' : 'loading');
    return (
      <>
        {around(
          <p class="nothing" role="status">
            {words}
          </p>,
        )}
      </>
    );
  };
}
