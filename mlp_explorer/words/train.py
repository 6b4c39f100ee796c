"""The words of the Train page."""

__all__ = ["BUILDER", "CONTROLS", "REMARKS", "RESULT"]

BUILDER = {
    "title": "Build the network",
    "own_setup": "Your own setup. A preset starts afresh.",
    "last_run": "Back to your last run: {title}",
    "more": "More settings",
    "layer": "Layer {number}",
    "extras": "Layer {number}: dropout and batch normalization",
    "units": "Neurons in layer {number}",
    "activation": "Activation of layer {number}",
    "any_rate": "Choose one, or type any from {low:f} to {high:g}.",
    "distortions": "Ten training images, and two random versions of each",
}

REMARKS = {
    "no_hidden_layer": "No hidden layer: each answer is one weighted sum of the pixels (logistic "
    "regression).",
    "one_neuron": "One neuron in a layer: all that the network knows must pass through a single "
    "number.",
    "large_batch": "The batch ({batch:,}) is larger than the {images:,} training images: every "
    "epoch is one single step.",
    "no_validation": "Nothing is kept for validation, so overfitting cannot be seen.",
    "augmentation": "Only the images that train are distorted: their curve may lie below the "
    "other.",
    "patience": "Early stopping waits longer than the training lasts.",
    "large": "{parameters:,} parameters: expect many seconds an epoch.",
}

CONTROLS = {
    "train": "Train",
    "continue": "Continue",
    "pause": "Pause",
    "stop": "Stop",
    "more": "More",
    "no_run": "Train a network first. Then you can change its learning rate on the way, train it "
    "for longer, or go back to an epoch and try another way from there.",
    "others_run": "Somebody else has started this run: only they can change it. You can go back to "
    "one of its epochs and train on from there.",
    "rate_title": "Learning rate from now on",
    "change_rate": "Change",
    "longer_title": "Train it for longer",
    "more_epochs": "More epochs",
    "more_epochs_help": "It goes on with the weights and the optimizer as they are now.",
    "no_more_epochs": "It has {most} epochs, and no run can have more.",
    "go_on": "Go on",
    "branch_title": "Go back and try another way",
    "after_epoch": "After epoch",
    "for_epochs": "For epochs",
    "no_branch": "Nothing is left after epoch {most}: no run can have more. Choose an earlier one.",
    "branch": "Branch",
    "branch_setup": "A new run with the weights of that epoch and the settings in the builder.",
    "branch_own": "A new run with the weights of that epoch and this run's own settings: the "
    "layers in the builder are others.",
}

RESULT = {
    "failed": "This run failed. {problem}",
    "interrupted": "This run was interrupted. {reason} **Continue** goes on from its last epoch.",
    "app_ended": "The app or its engine ended while it trained.",
    "worker_died": "The worker process died once; the run went on from its last epoch on a new "
    "one.",
    "worker_died_often": "The worker process died {count} times; the run went on from its last "
    "epoch on a new one.",
    "memory_used_up": "The worker was ended once, as its memory was used up; the run went on from "
    "its last epoch on a new one.",
    "memory_used_up_often": "The worker was ended {count} times, as its memory was used up; the "
    "run went on from its last epoch on a new one.",
    "accuracy": "Test accuracy",
    "accuracy_help": "Share of the 10,000 test images, never seen in training, read rightly.",
    "loss": "Test loss",
    "loss_help": "{loss}, mean over the test images.",
    "faded": "The learning rate has fallen to 0 by its schedule.",
    "settings": "All settings of this run",
    "setting": "Setting",
    "this_run": "This run",
    "builder": "In the builder",
    "take_settings": "Take them into the builder",
}
