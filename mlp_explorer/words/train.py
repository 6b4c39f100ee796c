"""The words of the Train page."""

from mlp_explorer.words.texts import N_, NP_, Texts

__all__ = ["BUILDER", "CONTROLS", "QUEUE", "REMARKS", "RESULT", "WAY_ON"]

BUILDER = Texts(
    {
        "title": N_("Build the network"),
        "own_setup": N_("Your own setup. A preset starts afresh."),
        "last_run": N_("Back to your last run: {title}"),
        "more": N_("More settings"),
        "layer": N_("Layer {number}"),
        "extras": N_("Layer {number}: dropout and batch normalization"),
        "units": N_("Neurons in layer {number}"),
        "activation": N_("Activation of layer {number}"),
        "any_rate": N_("Allowed is any from {low:f} to {high:g}."),
        "distortions": N_("Ten training images, and two random versions of each"),
    }
)

REMARKS = Texts(
    {
        "no_hidden_layer": N_(
            "No hidden layer: each answer is one weighted sum of the inputs (logistic regression)."
        ),
        "one_neuron": N_(
            "One neuron in a layer: all that the network knows must pass through a single number."
        ),
        "large_batch": N_(
            "The batch ({batch:,}) is larger than the {images:,} training examples: every "
            "epoch is one single step."
        ),
        "no_validation": N_("Nothing is kept for validation, so overfitting cannot be seen."),
        "augmentation": N_(
            "Only the images that train are distorted: their curve may lie below the other."
        ),
        "patience": N_("Early stopping waits longer than the training lasts."),
        "large": N_("{parameters:,} parameters: expect many seconds an epoch."),
    }
)

CONTROLS = Texts(
    {
        "train": N_("Train"),
        "continue": N_("Continue"),
        "pause": N_("Pause"),
        "stop": N_("Stop"),
        "more": N_("More"),
        "busy": N_("This run goes on. To train another one, pause or stop it."),
        "waits_for_parent": N_("It waits for the run that it branches from, which goes on itself."),
        "no_run": N_(
            "Train a network first. Then you can change its learning rate on the way, train it "
            "for longer, or go back to an epoch and try another way from there."
        ),
        "others_run": N_(
            "Somebody else has started this run: only they can change it. You can go back to "
            "one of its epochs and train on from there."
        ),
        "named_run": N_(
            "This is {name}'s run: only they can change it. You can go back to one of its epochs "
            "and train on from there."
        ),
        "rate_title": N_("Learning rate from now on"),
        "change_rate": N_("Change"),
        "longer_title": N_("Train it for longer"),
        "more_epochs": N_("More epochs"),
        "more_epochs_help": N_("It goes on with the weights and the optimizer as they are now."),
        "no_more_epochs": N_("It has {most} epochs, and no run can have more."),
        "go_on": N_("Go on"),
        "branch_title": N_("Go back and try another way"),
        "after_epoch": N_("After epoch"),
        "for_epochs": N_("For epochs"),
        "no_branch": N_(
            "Nothing is left after epoch {most}: no run can have more. Choose an earlier one."
        ),
        "branch": N_("Branch"),
        "branch_setup": N_(
            "A new run with the weights of that epoch and the settings in the builder."
        ),
        "branch_own": N_(
            "A new run with the weights of that epoch and this run's own settings: the "
            "layers in the builder are others."
        ),
    }
)

# what the host sees
QUEUE = Texts(
    {
        "title": N_("Everybody's runs now"),
        "trains": N_("{title}: trains for {seconds} s, {epoch} of {epochs} epochs done"),
        "waits": N_("{title}: waits, {epoch} of {epochs} epochs done"),
        "waits_for": N_("{title}: waits for about {seconds} s, {epoch} of {epochs} epochs done"),
        "gone": N_("A run that is gone"),
        "stop": N_("Stop this run"),
    }
)

RESULT = Texts(
    {
        "failed": N_("This run failed. {problem}"),
        "interrupted": N_(
            "This run was interrupted. {reason} **Continue** goes on from its last epoch."
        ),
        "app_ended": N_("The app or its engine ended while it trained."),
        "worker_died": NP_(
            "The worker process died once; the run went on from its last epoch on a new one.",
            "The worker process died {count} times; the run went on from its last epoch on a new "
            "one.",
        ),
        "memory_used_up": NP_(
            "The worker was ended once, as its memory was used up; the run went on from its last "
            "epoch on a new one.",
            "The worker was ended {count} times, as its memory was used up; the run went on from "
            "its last epoch on a new one.",
        ),
        "loss": N_("Test loss"),
        "loss_help": N_("{loss}, mean over the test examples."),
        "settings": N_("All settings of this run"),
        "setting": N_("Setting"),
        "this_run": N_("This run"),
        "builder": N_("In the builder"),
        "take_settings": N_("Take them into the builder"),
    }
)

WAY_ON = Texts(
    {
        "draw": N_("Now draw a digit"),
        "ask": N_("Now ask the network"),
        "learn": N_("See what it does, step by step"),
        "compare": N_("Compare with the one before"),
        "others": N_("Your other runs"),
        "best": N_("{title}, your best"),
        "unfinished": N_("{title}, {state}"),
    }
)
