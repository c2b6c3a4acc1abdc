import { describe, expect, expectTypeOf, test } from 'vitest';
import type { ImagePolicy, PullPolicy } from '../images/policy.ts';
import { COMMANDS, type OptionsFor } from './commands.ts';
import { flagsAgain } from './option.ts';
import { OWN_IMAGES } from './own-images.ts';

describe('a command reads', () => {
  test('the options that it takes, with the types that their declarations imply', () => {
    expectTypeOf<OptionsFor<'test'>['timeout']>().toEqualTypeOf<number>();
    expectTypeOf<OptionsFor<'test'>['scale']>().toEqualTypeOf<'tiny' | '1'>();
    expectTypeOf<OptionsFor<'test'>['keep']>().toEqualTypeOf<boolean>();
    expectTypeOf<OptionsFor<'test'>['list']>().toEqualTypeOf<true | undefined>();
    expectTypeOf<OptionsFor<'up'>['nodes']>().toEqualTypeOf<number | undefined>();
    expectTypeOf<OptionsFor<'images'>['images']>().toEqualTypeOf<ImagePolicy | undefined>();
    expectTypeOf<OptionsFor<'images list'>['registry']>().toEqualTypeOf<string | undefined>();
    expectTypeOf<OptionsFor<'test'>['pullPolicy']>().toEqualTypeOf<PullPolicy | undefined>();
    expectTypeOf<OptionsFor<'report'>['results']>().toEqualTypeOf<string>();
  });

  test('and no other', () => {
    expectTypeOf<keyof OptionsFor<'down'>>().toEqualTypeOf<'kubeconfig' | 'context' | 'namespace' | 'host'>();
    expectTypeOf<keyof OptionsFor<'report'>>().toEqualTypeOf<'results'>();
    expectTypeOf<keyof OptionsFor<'images import'>>().toEqualTypeOf<'quiet'>();
    expectTypeOf<OptionsFor<'up'>>().not.toHaveProperty('scale');
  });
});

test('whatever brings a stack up on a cluster of one’s own, or looks at it for that, is told how its nodes get images', () => {
  for (const command of ['test', 'up', 'certify', 'doctor'] as const)
    expect(COMMANDS[command], command).toEqual(expect.arrayContaining([...OWN_IMAGES]));
});

test('an option that is repeated takes a value', () => {
  const repeated = Object.values(COMMANDS).flatMap((list) => list.filter((each) => 'again' in each));
  expect(repeated.length).toBeGreaterThan(0);
  expect(repeated.filter(({ option }) => !option.required)).toEqual([]);
});

test('what is said again is quoted for a shell', () => {
  expect(flagsAgain(COMMANDS.down, { kubeconfig: '/home/a b/config', context: 'team', namespace: undefined })).toEqual([
    "--kubeconfig '/home/a b/config'",
    '--context team',
  ]);
});
